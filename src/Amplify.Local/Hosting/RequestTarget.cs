namespace Amplify.Local.Hosting;

/// <summary>
/// The request target as it came over the wire, cut into path and query and not decoded: the gateway routes and verifies raw bytes.
/// </summary>
internal readonly record struct RequestTarget(string Path, string Query)
{
    public static RequestTarget Parse(string rawTarget)
    {
        string target = OriginForm(rawTarget);
        int question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0
            ? new RequestTarget(target, "")
            : new RequestTarget(target[..question], target[(question + 1)..]);
    }

    public override string ToString() => Query.Length == 0 ? Path : $"{Path}?{Query}";

    // A client that believes it talks to a proxy sends the whole URL.
    private static string OriginForm(string target)
    {
        int scheme = target.StartsWith('/') ? -1 : target.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return target;
        }

        int path = target.AsSpan(scheme + 3).IndexOfAny('/', '?');
        if (path < 0)
        {
            return "/";
        }

        string rest = target[(scheme + 3 + path)..];
        return rest.StartsWith('/') ? rest : "/" + rest;
    }
}
