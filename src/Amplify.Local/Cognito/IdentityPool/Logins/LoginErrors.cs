using System.Globalization;
using Amplify.Local.Tokens;

namespace Amplify.Local.Cognito.IdentityPool.Logins;

/// <summary>Why a login is not taken, in the words of the service.</summary>
internal static class LoginErrors
{
    public static CognitoException MissingAudience => InvalidToken("Missing a required claim: aud");

    public static CognitoException NotSigned => InvalidToken("Couldn't verify signed token.");

    public static CognitoException NotOpenId => InvalidToken("Not a valid OpenId Connect identity token.");

    public static CognitoException NotSupported => IdentityPoolErrors.NotAuthorized("Token is not from a supported provider of this identity pool.");

    public static CognitoException Of(TokenFault fault, string token, DateTimeOffset now) => fault switch
    {
        TokenFault.OtherIssuer => InvalidToken("Issuer doesn't match providerName"),
        TokenFault.Expired => InvalidToken(string.Create(
            CultureInfo.InvariantCulture,
            $"Token expired: {now.ToUnixTimeSeconds()} >= {BearerToken.Parse(token)?.Time("exp")?.ToUnixTimeSeconds()}")),
        TokenFault.NotSigned or TokenFault.NotYetValid => NotSigned,
        _ => NotOpenId,
    };

    private static CognitoException InvalidToken(string reason) => IdentityPoolErrors.NotAuthorized($"Invalid login token. {reason}");
}
