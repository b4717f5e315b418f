using System.Net.Http.Headers;

namespace Amplify.Core.Http;

/// <summary>The request headers whose values no message may repeat.</summary>
internal static class SecretHeaders
{
    private const int ShortestPart = 8;

    public static bool Contains(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || name.Equals("x-api-key", StringComparison.OrdinalIgnoreCase)
        || name.Equals("x-amz-security-token", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);

    /// <summary>Replaces the values that a request's headers have with asterisks.</summary>
    public static string CutOut(string text, HttpRequestMessage request)
    {
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated)
        {
            if (Contains(name))
            {
                text = CutOut(text, values.ToString());
            }
        }

        return text;
    }

    /// <summary>Replaces a header's value, and each longer word of it, with asterisks.</summary>
    public static string CutOut(string text, string value)
    {
        if (value.Length == 0)
        {
            return text;
        }

        text = text.Replace(value, "***", StringComparison.Ordinal);
        foreach (string part in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length >= ShortestPart)
            {
                text = text.Replace(part, "***", StringComparison.Ordinal);
            }
        }

        return text;
    }
}
