using Amplify.Signing;

namespace Amplify.Local.Accounts;

/// <summary>Who signed a request.</summary>
internal sealed record Principal
{
    public required AwsCredentials Credentials { get; init; }

    /// <summary>The unique id, <c>AIDA…</c> of a user or <c>AROA…:session</c> of a role.</summary>
    public required string UserId { get; init; }

    public required string Arn { get; init; }

    /// <summary>Who this is to Cognito; <see langword="null"/> for keys that no identity pool gave out.</summary>
    public CognitoCaller? Cognito { get; init; }
}
