namespace Amplify.Signing;

/// <summary>Signs every request of an HttpClient.</summary>
public sealed class SigV4Handler : DelegatingHandler
{
    /// <summary>Creates a handler.</summary>
    public SigV4Handler(IAwsCredentialsProvider credentials, string region, string service, TimeProvider? timeProvider = null) => throw new NotSupportedException();

    /// <summary>Creates a handler.</summary>
    public SigV4Handler(AwsCredentials credentials, string region, string service) => throw new NotSupportedException();
}
