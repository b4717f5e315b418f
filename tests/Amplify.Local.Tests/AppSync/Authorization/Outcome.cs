using Amplify.Local.AppSync.Authorization;

namespace Amplify.Local.Tests.AppSync.Authorization;

internal static class Outcome
{
    public const string NotAuthorized = "401 UnauthorizedException: You are not authorized to make this call.";
    public const string Unreadable = "401 UnauthorizedException: Unable to parse JWT token.";
    public const string Expired = "401 UnauthorizedException: Token has expired.";

    /// <summary>Gives the mode of who was let in, or the refusal.</summary>
    public static string Text(this AppSyncAuthorization authorization) => authorization.IsAuthorized
        ? authorization.Caller.Mode.ToString()
        : $"{authorization.Refusal.StatusCode} {authorization.Refusal.ErrorType}: {authorization.Refusal.Message}";

    public static T Identity<T>(this AppSyncAuthorization authorization)
        where T : AppSyncIdentity => Assert.IsType<T>(authorization.Caller?.Identity);
}
