using System.Globalization;
using System.Text.Json;

namespace Amplify.Local.ApiGateway.Authorization.UserPools;

/// <summary>The claims of a token as API Gateway gives them to handlers: each as a text.</summary>
internal static class ClaimTexts
{
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, JsonElement> claims) =>
        claims.ToDictionary(static claim => claim.Key, static claim => Of(claim.Key, claim.Value), StringComparer.Ordinal);

    private static string Of(string name, JsonElement value) => name is "exp" or "iat" or "auth_time" && value.TryGetInt64(out long seconds)
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture)
        : Of(value);

    private static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Of)),
        _ => value.GetRawText(),
    };
}
