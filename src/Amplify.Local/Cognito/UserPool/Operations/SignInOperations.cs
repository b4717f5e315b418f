using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Passwords;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>Signing in: the flow that a client asks for, and the first answer to it.</summary>
internal sealed class SignInOperations(
    AppClients clients,
    PasswordCheck check,
    PasswordProof proof,
    CustomSignIn custom,
    ChosenSignIn chosen,
    ChallengeSessions sessions,
    SignInFlow flow,
    TokenRefresh refresh)
{
    public async ValueTask<ReadOnlyMemory<byte>> InitiateAuthAsync(OperationInput input, CancellationToken cancellationToken)
    {
        AppClient client = clients.Get(input.Required("ClientId", TextRule.ClientId));
        string name = input.Required("AuthFlow", TextRule.Name);
        AuthFlow authFlow = AuthFlow.Of(name);
        if (!client.Allows(authFlow.Flag))
        {
            throw UserPoolErrors.InvalidParameter(authFlow.Refusal);
        }

        var parameters = new ChallengeResponses(input.Map("AuthParameters"));
        if (authFlow.Flag == LocalAuthFlows.RefreshToken)
        {
            return ((SignInAnswer)refresh.Renew(client, parameters)).ToJson();
        }

        string username = parameters.Required("USERNAME");
        client.CheckSecretHash(username, parameters.Optional("SECRET_HASH"));
        PoolUser? user = check.Find(client, username);
        var progress = new SignInProgress(client, username, user?.Username)
        {
            DeviceKey = parameters.Optional("DEVICE_KEY"),
            ClientMetadata = input.Map("ClientMetadata"),
            SourceAddress = input.SourceAddress,
        };
        SignInAnswer answer = authFlow.Flag switch
        {
            LocalAuthFlows.Srp => proof.Begin(progress, parameters.Required("SRP_A")),
            LocalAuthFlows.Password => CheckPassword(progress, parameters.Required("PASSWORD")),
            LocalAuthFlows.Custom => await BeginCustomAsync(progress, user, parameters, cancellationToken).ConfigureAwait(false),
            _ => input.Optional("Session", TextRule.Session) is { } session ? AfterSignUp(progress, session) : chosen.Begin(progress, parameters),
        };
        return answer.ToJson();
    }

    private SignInAnswer CheckPassword(SignInProgress progress, string password)
    {
        PoolUser user = check.Verify(progress.Client, progress.Name, password);
        return flow.Next(progress with { Username = user.Username });
    }

    private ValueTask<SignInAnswer> BeginCustomAsync(
        SignInProgress progress, PoolUser? user, ChallengeResponses parameters, CancellationToken cancellationToken)
    {
        if (user is not null)
        {
            flow.Refuse(user);
        }

        string? clientPublic = parameters.Optional("CHALLENGE_NAME") == CustomSignIn.SrpA ? parameters.Required("SRP_A") : null;
        return custom.BeginAsync(progress with { IsCustom = true }, clientPublic, cancellationToken);
    }

    // Whoever has just confirmed the sign-up has shown who they are.
    private SignInAnswer AfterSignUp(SignInProgress progress, string sessionId)
    {
        ChallengeSession session = sessions.Take(sessionId, progress.Client, ChallengeNames.AfterSignUp);
        return session.Progress.Username == progress.Username
            ? flow.Next(progress with { HasPassedMfa = true })
            : throw UserPoolErrors.NotAuthorized("Invalid session for the user.");
    }
}
