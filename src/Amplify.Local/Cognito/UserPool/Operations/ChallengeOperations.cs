using System.Collections.Frozen;
using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>Answering the challenges of a sign-in.</summary>
internal sealed class ChallengeOperations(
    AppClients clients, UserPoolDirectory users, ChallengeSessions sessions, IReadOnlyList<IChallengeResponder> responders)
{
    private readonly FrozenDictionary<string, IChallengeResponder> _responders = responders
        .SelectMany(static responder => responder.Challenges.Select(challenge => KeyValuePair.Create(challenge, responder)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    public async ValueTask<ReadOnlyMemory<byte>> RespondToAuthChallengeAsync(OperationInput input, CancellationToken cancellationToken)
    {
        AppClient client = clients.Get(input.Required("ClientId", TextRule.ClientId));
        string challenge = input.Required("ChallengeName", TextRule.Name);
        var responses = new ChallengeResponses(input.Map("ChallengeResponses")) { ClientMetadata = input.Map("ClientMetadata") };
        string username = responses.Required("USERNAME");
        client.CheckSecretHash(username, responses.Optional("SECRET_HASH"));
        string sessionId = input.Optional("Session", TextRule.Session) ?? throw UserPoolErrors.MissingParameter("Session");
        return (await RespondAsync(client, challenge, sessionId, responses, cancellationToken).ConfigureAwait(false)).ToJson();
    }

    /// <exception cref="CognitoException">The answer is wrong, or there is no such challenge of the user and client.</exception>
    public async ValueTask<SignInAnswer> RespondAsync(
        AppClient client, string challenge, string sessionId, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        if (!_responders.TryGetValue(challenge, out IChallengeResponder? responder))
        {
            throw UserPoolErrors.InvalidParameter($"{challenge} is no challenge of this user pool.");
        }

        ChallengeSession session = sessions.Take(sessionId, client, challenge);
        if (!IsTheUser(session.Progress, responses.Required("USERNAME")))
        {
            throw UserPoolErrors.NotAuthorized("Invalid session for the user.");
        }

        try
        {
            return await responder.RespondAsync(With(session, responses.ClientMetadata), responses, cancellationToken).ConfigureAwait(false);
        }
        catch (CognitoException exception) when (CanBeCorrected(exception))
        {
            sessions.Return(sessionId, session);
            throw;
        }
    }

    /// <summary>Tells whether the same challenge can be answered again.</summary>
    // What the user has mistyped can be typed again; a password that was not proven, or a trigger's refusal, ends the sign-in.
    public static bool CanBeCorrected(CognitoException exception) => exception.Error.Type is
        UserPoolErrors.CodeMismatchType or "ExpiredCodeException" or "InvalidPasswordException" or "InvalidParameterException";

    // Triggers see what was sent with the call that runs them.
    private static ChallengeSession With(ChallengeSession session, IReadOnlyDictionary<string, string> clientMetadata) =>
        clientMetadata.Count == 0 ? session : session with { Progress = session.Progress with { ClientMetadata = clientMetadata } };

    // A client answers with the name that it has begun with, or with the one that it was told.
    private bool IsTheUser(SignInProgress progress, string username)
    {
        string? found = users.Find(username)?.Username;
        return progress.Username is null ? found is null : found == progress.Username;
    }
}
