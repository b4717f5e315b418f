using Amplify.Configuration.Formats;
using Amplify.Configuration.JavaScript;
using Amplify.Configuration.Settings;
using Microsoft.Extensions.Configuration;

namespace Amplify;

/// <summary>
/// The settings of an application: what <c>aws-exports.js</c>, <c>amplifyconfiguration.json</c>, <c>amplify_outputs.json</c> or
/// <c>appsettings.json</c> says, or what code sets.
/// </summary>
/// <remarks>
/// See <see href="https://docs.amplify.aws/gen1/javascript/tools/cli/reference/configuration/">Amplify's configuration files</see>.
/// </remarks>
/// <example>
/// <code>
/// var configuration = new AmplifyConfiguration
/// {
///     Region = "us-east-1",
///     Auth = { IdentityPoolId = "us-east-1:11111111-2222-3333-4444-555555555555" },
///     Api = { Endpoints = { new() { Name = "MyCloudApi", Endpoint = "https://abc.execute-api.us-east-1.amazonaws.com/prod" } } },
/// };
/// </code>
/// </example>
public sealed class AmplifyConfiguration
{
    private string? _region;

    /// <summary>Gets or sets the region of everything that names none of its own (<c>aws_project_region</c>).</summary>
    /// <value>Default: <see cref="AuthConfiguration.Region"/>, and so the region in the pools' ids.</value>
    public string? Region
    {
        get => _region ?? Auth.Region;
        set => _region = value;
    }

    /// <summary>Gets where credentials and tokens come from.</summary>
    public AuthConfiguration Auth { get; } = new();

    /// <summary>Gets the APIs.</summary>
    public ApiConfiguration Api { get; } = new();

    /// <summary>Reads a configuration file, whatever its format: it is told by the content.</summary>
    /// <param name="path">The file: <c>aws-exports.js</c>, <c>amplifyconfiguration.json</c> or <c>amplify_outputs.json</c>.</param>
    /// <returns>The settings that the file has; keys that are not Amplify's API category or its credentials are ignored.</returns>
    /// <exception cref="AmplifyConfigurationException">The file cannot be read, or something in it is wrong: the message tells the line and the key.</exception>
    public static AmplifyConfiguration FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string problem = exception is FileNotFoundException or DirectoryNotFoundException
                ? $"there is no file {Path.GetFullPath(path)}. Check the path, or have Amplify's tools write the file"
                : $"the file cannot be read ({exception.Message.TrimEnd('.')})";
            throw new SettingSource { File = path }.Error(null, null, problem, exception);
        }
    }

    /// <summary>Reads the text of a configuration file, whatever its format: it is told by the content.</summary>
    /// <param name="text">The text of an <c>aws-exports.js</c>, <c>amplifyconfiguration.json</c> or <c>amplify_outputs.json</c>.</param>
    /// <param name="path">The path to tell in errors, if there is one.</param>
    /// <returns>The settings that the text has; keys that are not Amplify's API category or its credentials are ignored.</returns>
    /// <exception cref="AmplifyConfigurationException">Something in the text is wrong: the message tells the line and the key.</exception>
    public static AmplifyConfiguration Parse(string text, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        SettingSource source = new() { File = path };
        SettingNode root = ModuleParser.Parse(text, source);
        AmplifyConfiguration configuration = new();
        FileFormat.Read(new Setting(source, "", root, root.Line), configuration);
        return configuration;
    }

    /// <summary>
    /// Reads a section of an application's configuration, such as <c>appsettings.json</c>. It holds the properties of this type by their names
    /// (<c>Auth:IdentityPoolId</c>, <c>Api:Endpoints:0:Name</c>), the <c>aws_*</c> keys of <c>aws-exports.js</c>, or both; then the former win.
    /// </summary>
    /// <param name="section">The section, such as <c>configuration.GetSection("Amplify")</c>.</param>
    /// <returns>The settings that the section has; other keys are ignored.</returns>
    /// <exception cref="AmplifyConfigurationException">The section does not exist, or something in it is wrong: the message tells the key.</exception>
    public static AmplifyConfiguration FromConfiguration(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        Setting root = SectionReader.Read(section);
        if (!root.IsSet)
        {
            throw root.Error("is empty or missing. It should hold settings such as Auth:IdentityPoolId and Api:Endpoints, or aws_* keys");
        }

        AmplifyConfiguration configuration = new();
        FlatFormat.Read(root, configuration);
        SectionFormat.Read(root, configuration);
        return configuration;
    }

    /// <summary>
    /// Adds the settings of a later source, which win key by key: what it does not set stays as it is. APIs are
    /// matched by name, and their headers too; cookie storage is taken over as a whole.
    /// </summary>
    /// <param name="later">The later source. It is not changed.</param>
    /// <returns>This configuration.</returns>
    public AmplifyConfiguration Add(AmplifyConfiguration later)
    {
        ArgumentNullException.ThrowIfNull(later);
        _region = later._region ?? _region;
        Auth.Add(later.Auth);
        Api.Add(later.Api);
        return this;
    }
}
