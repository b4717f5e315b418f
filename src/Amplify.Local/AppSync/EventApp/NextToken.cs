using System.Buffers.Text;
using System.Text.Json;

namespace Amplify.Local.AppSync.EventApp;

/// <summary>The key of the last row of a page, opaque to the caller.</summary>
internal static class NextToken
{
    public static string Encode(params string[] key) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(key));

    /// <exception cref="AppSyncException">It is no token of such a key.</exception>
    public static string[] Decode(string token, int parts)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(token)) is { } key && key.Length == parts && !key.Contains(null!)
                ? key
                : throw Invalid();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw Invalid();
        }
    }

    private static AppSyncException Invalid() => new("Invalid pagination token given.", "BadRequest");
}
