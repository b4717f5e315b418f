using Amplify.Local.Tokens;

namespace Amplify.Local.AppSync.Authorization;

/// <summary>Why a request goes no further: the status and the one entry of <c>errors</c>.</summary>
internal sealed record AppSyncRefusal(int StatusCode, string ErrorType, string Message)
{
    /// <summary>The mode is off, or whatever was shown is unknown, expired or not believed.</summary>
    public static AppSyncRefusal NotAuthorized { get; } = Unauthorized("You are not authorized to make this call.");

    public static AppSyncRefusal MissingHeader { get; } = Unauthorized("Missing authorization header");

    public static AppSyncRefusal NoValidHeader { get; } = Unauthorized("Valid authorization header not provided.");

    public static AppSyncRefusal UnreadableToken { get; } = Unauthorized("Unable to parse JWT token.");

    public static AppSyncRefusal ExpiredToken { get; } = Unauthorized("Token has expired.");

    public static AppSyncRefusal Of(TokenFault fault) => fault == TokenFault.Expired ? ExpiredToken : NotAuthorized;

    private static AppSyncRefusal Unauthorized(string message) => new(401, "UnauthorizedException", message);
}
