namespace Amplify.Local.ApiGateway.Events;

/// <summary>Reads a raw query as the gateway does: decoded once, a plus as a space.</summary>
internal static class QueryString
{
    public static MultiMap Parse(string query)
    {
        var parameters = new MultiMap(StringComparer.Ordinal);
        foreach (Range range in query.AsSpan().Split('&'))
        {
            ReadOnlySpan<char> part = query.AsSpan()[range];
            if (part.IsEmpty)
            {
                continue;
            }

            int equals = part.IndexOf('=');
            parameters.Add(
                Decode(equals < 0 ? part : part[..equals]),
                equals < 0 ? "" : Decode(part[(equals + 1)..]));
        }

        return parameters;
    }

    private static string Decode(ReadOnlySpan<char> text) =>
        text.ContainsAny('+', '%') ? Uri.UnescapeDataString(text.ToString().Replace('+', ' ')) : text.ToString();
}
