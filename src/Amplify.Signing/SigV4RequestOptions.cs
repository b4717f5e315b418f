namespace Amplify.Signing;

/// <summary>What one request wants otherwise than its <see cref="SigV4Handler"/>. Set with <see cref="SigV4Handler.RequestOptionsKey"/>.</summary>
public sealed class SigV4RequestOptions
{
    /// <summary>Gets the region to sign this request for.</summary>
    /// <value><see langword="null"/>, the default: the handler's.</value>
    public string? Region { get; init; }

    /// <summary>Gets the service to sign this request for.</summary>
    /// <value><see langword="null"/>, the default: the handler's.</value>
    public string? Service { get; init; }

    /// <summary>Gets the credentials to sign this request with.</summary>
    /// <value><see langword="null"/>, the default: the handler's.</value>
    public IAwsCredentialsProvider? Credentials { get; init; }

    /// <summary>Gets how to sign this request.</summary>
    /// <value><see langword="null"/>, the default: the common form.</value>
    public SigV4Options? Signing { get; init; }
}
