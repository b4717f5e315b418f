namespace Amplify;

/// <summary>A configuration that cannot be used: a file that cannot be read, a wrong value, a setting that is missing.</summary>
public sealed class AmplifyConfigurationException : AmplifyException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What is wrong, with its place, and what was expected.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public AmplifyConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets the path of the file, or <see langword="null"/> when the configuration is not from a file.</summary>
    public string? File { get; init; }

    /// <summary>Gets the line in the file, from 1, or <see langword="null"/> when unknown.</summary>
    public int? Line { get; init; }

    /// <summary>Gets the key, such as <c>aws_cloud_logic_custom[0].endpoint</c>, or <see langword="null"/> when it is not about one key.</summary>
    public string? Key { get; init; }
}
