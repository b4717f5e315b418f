namespace Amplify.Auth.IdentityPool;

/// <summary>The messages of the identity pool service; the members have the names on the wire.</summary>
internal static class IdentityPoolMessages
{
    internal sealed class GetIdRequest
    {
        public required string IdentityPoolId { get; init; }

        public IReadOnlyDictionary<string, string>? Logins { get; init; }
    }

    internal sealed class GetIdAnswer
    {
        public string? IdentityId { get; init; }
    }

    internal sealed class GetCredentialsRequest
    {
        public required string IdentityId { get; init; }

        public IReadOnlyDictionary<string, string>? Logins { get; init; }
    }

    internal sealed class GetCredentialsAnswer
    {
        public string? IdentityId { get; init; }

        public CredentialsPart? Credentials { get; init; }
    }

    internal sealed class CredentialsPart
    {
        public string? AccessKeyId { get; init; }

        public string? SecretKey { get; init; }

        public string? SessionToken { get; init; }

        /// <summary>Gets the expiry in seconds since 1970; fractions and exponents are seen.</summary>
        public double? Expiration { get; init; }
    }
}
