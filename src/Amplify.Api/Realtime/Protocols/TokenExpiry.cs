using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Amplify.Api.Realtime.Protocols;

/// <summary>Reads when a JSON Web Token expires. Nothing is verified: the server does that.</summary>
internal static class TokenExpiry
{
    /// <summary>Gives when the token in a request's <c>Authorization</c> expires, or <see langword="null"/> when it does not tell.</summary>
    public static DateTimeOffset? Of(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues("Authorization", out HeaderStringValues values) ? Of(values.ToString()) : null;

    public static DateTimeOffset? Of(string token)
    {
        ReadOnlySpan<char> rest = token.AsSpan(token.LastIndexOf(' ') + 1);
        int first = rest.IndexOf('.');
        int second = first < 0 ? -1 : rest[(first + 1)..].IndexOf('.');
        if (second <= 0)
        {
            return null;
        }

        try
        {
            using JsonDocument claims = JsonDocument.Parse(Base64Url.DecodeFromChars(rest.Slice(first + 1, second)));
            return claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("exp", out JsonElement expiry)
                && expiry.ValueKind == JsonValueKind.Number
                && expiry.TryGetDouble(out double seconds)
                && seconds is > 0 and < 1e11
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
