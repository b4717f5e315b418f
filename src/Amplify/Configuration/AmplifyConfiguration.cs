namespace Amplify;

/// <summary>The settings of an application.</summary>
public sealed class AmplifyConfiguration
{
    /// <summary>Gets or sets the region (<c>aws_project_region</c>).</summary>
    public string? Region { get; set; }

    /// <summary>Gets where credentials come from.</summary>
    public AuthConfiguration Auth { get; } = new();

    /// <summary>Gets the APIs.</summary>
    public ApiConfiguration Api { get; } = new();

    /// <summary>Reads a configuration section.</summary>
    /// <param name="section">The section.</param>
    /// <returns>The settings.</returns>
    public static AmplifyConfiguration FromConfiguration(Microsoft.Extensions.Configuration.IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new AmplifyConfiguration { Region = section["Region"] };
    }
}
