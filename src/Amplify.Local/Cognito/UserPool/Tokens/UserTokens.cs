using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Tokens;

namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>Makes the <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html">tokens</see> of a sign-in.</summary>
internal sealed class UserTokens(Func<string> issuer, IssuerKeys keys)
{
    public IssuedTokens Issue(PoolUser user, AppClient client, SignIn signIn, DateTimeOffset now)
    {
        string access = TokenSigning.Sign(AccessClaims(user, client, signIn, now), keys.Access.Credentials);
        Dictionary<string, object?> claims = IdClaims(user, client, signIn, now);
        claims["at_hash"] = signIn.IsHosted ? HashOf(access) : null;
        return new IssuedTokens(TokenSigning.Sign(claims, keys.Id.Credentials), access, RefreshToken: null, client.Settings.AccessTokenLifetime);
    }

    private Dictionary<string, object?> IdClaims(PoolUser user, AppClient client, SignIn signIn, DateTimeOffset now)
    {
        Dictionary<string, object?> claims = CommonClaims(user, signIn, now, client.Settings.IdTokenLifetime);
        claims["token_use"] = "id";
        claims["aud"] = client.Id;
        claims["cognito:username"] = user.Username;
        claims["nonce"] = signIn.Nonce;
        foreach ((string name, string value) in user.Attributes)
        {
            claims.TryAdd(name, ClaimOf(name, value));
        }

        return claims;
    }

    private Dictionary<string, object?> AccessClaims(PoolUser user, AppClient client, SignIn signIn, DateTimeOffset now)
    {
        Dictionary<string, object?> claims = CommonClaims(user, signIn, now, client.Settings.AccessTokenLifetime);
        claims["token_use"] = "access";
        claims["client_id"] = client.Id;
        claims["username"] = user.Username;
        claims["scope"] = string.Join(' ', signIn.Scopes);
        claims["device_key"] = signIn.DeviceKey;
        claims["version"] = signIn.IsHosted ? 2 : null;
        return claims;
    }

    private static object ClaimOf(string name, string value) => name switch
    {
        AttributeNames.Identities => JsonElement.Parse(value),
        _ when AttributeNames.IsVerifiedMark(name) => value == "true",
        _ => value,
    };

    // https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken
    private static string HashOf(string accessToken)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(accessToken), hash);
        return Base64Url.EncodeToString(hash[..(hash.Length / 2)]);
    }

    private Dictionary<string, object?> CommonClaims(PoolUser user, SignIn signIn, DateTimeOffset now, TimeSpan lifetime) => new(StringComparer.Ordinal)
    {
        ["sub"] = user.Subject,
        ["iss"] = issuer(),
        ["origin_jti"] = signIn.IsRevocable ? signIn.OriginId : null,
        ["event_id"] = signIn.EventId,
        ["auth_time"] = signIn.AuthenticatedAt.ToUnixTimeSeconds(),
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
        ["jti"] = Guid.NewGuid().ToString(),
        ["cognito:groups"] = user.Groups.IsEmpty ? null : user.Groups,
    };
}
