using CsCheck;

namespace Amplify.Signing.Tests.Oracle;

/// <summary>A request of the kind that breaks signers: every character that can stand on the wire, escapes good and bad, repeats, odd white space.</summary>
public sealed record HostileRequest(
    string Method,
    string Path,
    string? Query,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    byte[] Body,
    string? SessionToken,
    string Service,
    string Region,
    long Second)
{
    private const string PathCharacters = "!\"$%&'()*+,-./0123456789:;<=>@ABCXYZ[\\]^_`abcxyz{|}~";
    private const string QueryCharacters = "!\"$'()*+,-./0123456789:;<>?@ABCXYZ[\\]^_`abcxyz{|}~";

    // No escape here is other than UTF-8: AWS's signer reads such a byte as U+FFFD, ours and the services keep it.
    private static readonly Gen<string> Text = Gen.String["abc/-._~ÄЖ日 +&="].Select(Uri.EscapeDataString);

    private static readonly Gen<string> Escape = Gen.OneOf(Gen.Byte[0, 0x7F].Select(static b => $"%{b:X2}"), Gen.Byte[0, 0x7F].Select(static b => $"%{b:x2}"));

    private static readonly Gen<string> PathText =
        Gen.OneOf(Gen.Char[PathCharacters].Select(static c => c.ToString()), Escape, Text).Array[0, 12].Select(static pieces => "/" + string.Concat(pieces));

    private static readonly Gen<string> QueryPart =
        Gen.OneOf(Gen.Char[QueryCharacters].Select(static c => c.ToString()), Escape, Text, Gen.Const("+"), Gen.Const("%~")).Array[0, 6].Select(string.Concat);

    // AWS's signer sorts names as they read decoded, against the official suite; a number in front gives both the same order.
    private static readonly Gen<string?> QueryText = Gen.OneOf(
        Gen.Const((string?)null),
        Gen.Select(QueryPart, QueryPart, Gen.Bool).Array[0, 8].Select(static pairs => (string?)string.Join(
            '&', pairs.Select(static (pair, i) => $"{(i * 7) % 10}{pair.Item1}{(pair.Item3 ? "=" + pair.Item2 : "")}"))));

    private static readonly Gen<string> HeaderValue = Gen.Char["abcXYZ019 \"=;,:/~ "].Array[0, 24].Select(static c => new string(c).Trim());

    private static readonly Gen<KeyValuePair<string, string>> Header = Gen.Select(
        AnyOf("X-A", "x-b", "X_C", "XC", "Accept", "Cache-Control", "X-Amz-Meta-Name", "x-amz-target", "Content-Type"),
        HeaderValue,
        static (name, value) => new KeyValuePair<string, string>(name, value));

    public static Gen<HostileRequest> Generator { get; } = Gen.Select(
        Gen.Select(AnyOf("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"), PathText, QueryText),
        Gen.Select(Header.List[0, 5], Gen.Byte.Array[0, 64], Gen.OneOf(Gen.Const((string?)null), Gen.Const((string?)"IQoJb3JpZ2luX2VjEAAaCXVzLWVhc3QtMSJ//=="))),
        Gen.Select(AnyOf("execute-api", "appsync", "lambda", "service"), Gen.OneOf(Array.ConvertAll<string, IGen<string>>(["us-east-1", "eu-central-1", "cn-north-1"], static x => Gen.Const(x))), Gen.Long[0, 4_000_000_000]),
        static (line, rest, scope) => new HostileRequest(
            line.Item1,
            line.Item2,
            line.Item3,
            [.. rest.Item1.DistinctBy(static h => h.Key, StringComparer.OrdinalIgnoreCase)],
            rest.Item2,
            rest.Item3,
            scope.Item1,
            scope.Item2,
            scope.Item3));

    public string Target => Query is null ? Path : $"{Path}?{Query}";

    public AwsCredentials Credentials => new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", SessionToken);

    public SigV4Scope Scope => new(Region, Service);

    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeSeconds(Second);

    public Uri Uri => new($"https://api.example.com{Target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    public override string ToString() => $"{Method} {Target} {Scope} at {Second}, {string.Join(' ', Headers)}, {Body.Length} bytes";

    private static Gen<string> AnyOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
