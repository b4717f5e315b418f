using System.Globalization;

namespace Amplify.Configuration.Settings;

/// <summary>Where settings come from: how its keys are written, and how an error tells the place.</summary>
internal sealed record SettingSource
{
    public string? File { get; init; }

    /// <summary>Gets whether this is <c>IConfiguration</c>: keys are written <c>Api:Endpoints:0</c>, and there are no lines.</summary>
    public bool IsSection { get; init; }

    /// <summary>Gets the key of the string that holds the text as JSON, when it is in one.</summary>
    public string? EmbeddedIn { get; init; }

    /// <summary>Gets the line of that string.</summary>
    public int? EmbeddedLine { get; init; }

    public string Join(string key, string name)
    {
        char separator = IsSection ? ':' : '.';
        return key.Length == 0 ? name : key + separator + name;
    }

    public string Join(string key, int index)
    {
        string number = index.ToString(CultureInfo.InvariantCulture);
        return IsSection ? Join(key, number) : $"{key}[{number}]";
    }

    /// <summary>Makes the error for a text that cannot be read.</summary>
    public AmplifyConfigurationException SyntaxError(int? line, string problem, string? key = null) =>
        Error(line, string.IsNullOrEmpty(key) ? EmbeddedIn : key, EmbeddedIn is null ? problem : $"in the JSON text of {EmbeddedIn}: {problem}");

    /// <summary>Makes an error whose message begins with the place, as compilers write it: <c>aws-exports.js(12): …</c>.</summary>
    public AmplifyConfigurationException Error(int? line, string? key, string problem, Exception? innerException = null)
    {
        int? toldLine = IsSection ? null : line;
        string place = (File, toldLine) switch
        {
            (null, null) => "",
            (null, int number) => string.Create(CultureInfo.InvariantCulture, $"line {number}: "),
            (string file, null) => $"{file}: ",
            (string file, int number) => string.Create(CultureInfo.InvariantCulture, $"{file}({number}): "),
        };
        return new AmplifyConfigurationException($"{place}{problem}.", innerException) { File = File, Line = toldLine, Key = key };
    }
}
