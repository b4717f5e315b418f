using Microsoft.AspNetCore.Http;

namespace Amplify.AspNetCore.HostedUi;

/// <summary>What is told to a visitor whose sign-in at the hosted pages came to nothing.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Status">The status of an answer of ours.</param>
/// <param name="Text">The answer.</param>
internal sealed record SignInFailure(AmplifyAuthReason Reason, int Status, string Text)
{
    // One for all that was not begun by this visitor, is too old or was used: who tries such things learns nothing.
    private static readonly SignInFailure NotOfThisVisitor = new(
        AmplifyAuthReason.NoSignInUnderWay, StatusCodes.Status400BadRequest, "This sign-in is not under way any more. Sign in again.");

    /// <summary>Gets whether the request did not belong to a sign-in of this visitor.</summary>
    public bool IsForeign => this == NotOfThisVisitor;

    public static SignInFailure Of(Exception cause) => cause switch
    {
        AmplifyAuthException { Reason: AmplifyAuthReason.SignInRefused } => new(
            AmplifyAuthReason.SignInRefused, StatusCodes.Status403Forbidden, "The sign-in was cancelled or refused. You can sign in again."),
        ArgumentException or AmplifyAuthException
        {
            Reason: AmplifyAuthReason.StateMismatch or AmplifyAuthReason.NoSignInUnderWay or AmplifyAuthReason.ChallengeExpired,
        } => NotOfThisVisitor,
        AmplifyAuthException { IsTransient: false } e => new(
            e.Reason, StatusCodes.Status502BadGateway, "The sign-in failed. The people who run this site can find out why."),
        _ => new(AmplifyAuthReason.ServiceUnavailable, StatusCodes.Status503ServiceUnavailable, "The sign-in failed. Try again later."),
    };
}
