using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tokens;

/// <summary>A JSON web token that has been read, and not yet believed.</summary>
internal sealed class BearerToken
{
    private const string Prefix = "Bearer ";

    private BearerToken(JsonWebToken token, Dictionary<string, JsonElement> claims)
    {
        Token = token;
        Claims = claims;
    }

    public JsonWebToken Token { get; }

    public IReadOnlyDictionary<string, JsonElement> Claims { get; }

    public string? Issuer => Text("iss");

    public static BearerToken? Parse(string authorization)
    {
        ReadOnlySpan<char> text = authorization.AsSpan().Trim();
        if (text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            text = text[Prefix.Length..].Trim();
        }

        // Five parts would be an encrypted token, which AppSync does not take.
        if (text.Count('.') != 2)
        {
            return null;
        }

        try
        {
            var token = new JsonWebToken(text.ToString());
            return new BearerToken(token, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Base64UrlEncoder.DecodeBytes(token.EncodedPayload))!);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or JsonException or SecurityTokenException)
        {
            return null;
        }
    }

    /// <summary>Gives a claim that is a text.</summary>
    public string? Text(string claim) =>
        Claims.TryGetValue(claim, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Gives a claim that is a text or a list of texts.</summary>
    public IReadOnlyList<string> Texts(string claim) => !Claims.TryGetValue(claim, out JsonElement value)
        ? []
        : value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)],
            _ => [],
        };

    /// <summary>Gives a claim that is a time; a fraction of a second is allowed.</summary>
    public DateTimeOffset? Time(string claim) =>
        Claims.TryGetValue(claim, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double seconds)
            && double.Abs(seconds) < int.MaxValue * 100d
            ? DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds)
            : null;
}
