namespace Amplify.Signing;

/// <summary>Verifies signed requests, header form and query form.</summary>
public sealed class SigV4Verifier(Func<string, AwsCredentials?> findCredentials, SigV4VerifierOptions? options = null)
{
    /// <summary>Verifies a request as received; its PayloadHash is the hash of the body that was received.</summary>
    public SigV4Verification Verify(SigV4Request request, SigV4Scope expectedScope, DateTimeOffset now) => throw new NotSupportedException($"{findCredentials}{options}");
}
