using System.Collections.Immutable;
using Amplify.Local.Cognito.UserPool.Triggers;
using Amplify.Local.Cognito.UserPool.Users;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>The flow <c>CUSTOM_AUTH</c>: the pool's triggers define, make and verify the challenges.</summary>
internal sealed class CustomSignIn(
    LocalUserPoolOptions options, UserPoolDirectory users, ChallengeSessions sessions, PasswordProof proof, SignInFlow flow, ILogger logger) : IChallengeResponder
{
    /// <summary>How a client's public number stands in the history.</summary>
    public const string SrpA = "SRP_A";

    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.Custom];

    public static SignInProgress With(SignInProgress progress, LocalAuthChallengeResult result) =>
        progress with { Results = progress.Results.Add(result) };

    /// <summary>Begins with a proof of the password, when the client has sent its public number, or with what the trigger defines.</summary>
    public async ValueTask<SignInAnswer> BeginAsync(SignInProgress progress, string? clientPublic, CancellationToken cancellationToken)
    {
        if (clientPublic is null)
        {
            return await ContinueAsync(progress, cancellationToken).ConfigureAwait(false);
        }

        SignInProgress begun = With(progress, new(SrpA, IsCorrect: true));
        LocalAuthChallengeDecision decision = await DefineAsync(begun, cancellationToken).ConfigureAwait(false);
        return decision == LocalAuthChallengeDecision.PasswordVerifier
            ? proof.Begin(begun, clientPublic)
            : await FollowAsync(decision, begun, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does what the trigger defines as next.</summary>
    /// <exception cref="CognitoException">The sign-in has failed.</exception>
    public async ValueTask<SignInAnswer> ContinueAsync(SignInProgress progress, CancellationToken cancellationToken)
    {
        LocalAuthChallengeDecision decision = await DefineAsync(progress, cancellationToken).ConfigureAwait(false);
        return await FollowAsync(decision, progress, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        var answer = new LocalAuthChallengeAnswer
        {
            Username = session.Progress.Name,
            PrivateParameters = session.Custom!.PrivateParameters,
            Answer = responses.Required("ANSWER"),
            ClientMetadata = session.Progress.ClientMetadata,
        };
        bool isCorrect = await Trigger.RunAsync(
            "VerifyAuthChallengeResponse", options.VerifyAuthChallenge, answer, logger, cancellationToken).ConfigureAwait(false);
        return await ContinueAsync(
            With(session.Progress, new(ChallengeNames.Custom, isCorrect, session.Custom.Metadata)), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SignInAnswer> FollowAsync(LocalAuthChallengeDecision decision, SignInProgress progress, CancellationToken cancellationToken)
    {
        if (decision.IssuesTokens && progress.Username is not null)
        {
            // The triggers have asked for all factors that they want.
            return flow.Next(progress with { HasPassedMfa = true, HasPassedDevice = true });
        }

        if (decision != LocalAuthChallengeDecision.CustomChallenge)
        {
            throw UserPoolErrors.IncorrectPassword();
        }

        LocalAuthChallenge challenge = await Trigger.RunAsync(
            "CreateAuthChallenge", options.CreateAuthChallenge, HistoryOf(progress), logger, cancellationToken).ConfigureAwait(false);
        return new IssuedChallenge(
            ChallengeNames.Custom,
            sessions.Begin(new ChallengeSession(ChallengeNames.Custom, progress) { Custom = challenge }),
            new Dictionary<string, string>(challenge.PublicParameters) { ["USERNAME"] = progress.Username ?? progress.Name });
    }

    private ValueTask<LocalAuthChallengeDecision> DefineAsync(SignInProgress progress, CancellationToken cancellationToken) =>
        Trigger.RunAsync("DefineAuthChallenge", options.DefineAuthChallenge, HistoryOf(progress), logger, cancellationToken);

    private LocalAuthChallengeHistory HistoryOf(SignInProgress progress) => new()
    {
        Username = progress.Username ?? progress.Name,
        UserAttributes = (progress.Username is { } username ? users.Find(username) : null)?.Attributes ?? ImmutableDictionary<string, string>.Empty,
        IsUnknownUser = progress.Username is null,
        Results = progress.Results,
        ClientMetadata = progress.ClientMetadata,
    };
}
