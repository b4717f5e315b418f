using System.Collections.Frozen;
using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Operations;
using Amplify.Local.Cognito.UserPool.Passwords;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool;

/// <summary>The parts of the user pool that others stand on: its public face, its endpoint and its hosted pages.</summary>
internal sealed record UserPoolParts
{
    public required string PoolId { get; init; }

    public required LocalUserPoolOptions Options { get; init; }

    /// <summary>The pool as an issuer, which for tests also gives tokens to whoever asks.</summary>
    public required LocalTokenIssuer Issuer { get; init; }

    public required AppClients Clients { get; init; }

    public required UserPoolDirectory Users { get; init; }

    public required UserRegistration Registration { get; init; }

    public required PasswordCheck Passwords { get; init; }

    public required PasswordChanges PasswordChanges { get; init; }

    public required SignInFlow SignIn { get; init; }

    public required SignInStore SignIns { get; init; }

    public required TokenGrants Grants { get; init; }

    public required UserPoolTokenVerifier Verifier { get; init; }

    public required ChallengeOperations Challenges { get; init; }

    public required CodeDelivery Codes { get; init; }

    public required FrozenDictionary<string, UserPoolOperation> Operations { get; init; }
}
