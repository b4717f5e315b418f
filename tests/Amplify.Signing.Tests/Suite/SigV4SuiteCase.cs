using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Amplify.Signing.Tests.Suite;

/// <summary>One case of the official suite, read from its folder.</summary>
public sealed class SigV4SuiteCase
{
    private readonly string _folder;

    public SigV4SuiteCase(string folder)
    {
        _folder = folder;
        using JsonDocument context = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "context.json")));
        JsonElement root = context.RootElement;
        JsonElement credentials = root.GetProperty("credentials");
        Credentials = new AwsCredentials(
            credentials.GetProperty("access_key_id").GetString()!,
            credentials.GetProperty("secret_access_key").GetString()!,
            credentials.TryGetProperty("token", out JsonElement token) ? token.GetString() : null);
        Scope = new SigV4Scope(root.GetProperty("region").GetString()!, root.GetProperty("service").GetString()!);
        Time = DateTimeOffset.Parse(root.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture);
        Expires = TimeSpan.FromSeconds(root.GetProperty("expiration_in_seconds").GetInt32());
        bool signsBody = root.GetProperty("sign_body").GetBoolean();
        HeaderOptions = OptionsOf(root, signsBody);
        QueryOptions = OptionsOf(root, includePayloadHash: false);
        Request = ReadRequest(File.ReadAllText(Path.Combine(folder, "request.txt"), Encoding.UTF8), signsBody);
    }

    public AwsCredentials Credentials { get; }

    public SigV4Scope Scope { get; }

    public DateTimeOffset Time { get; }

    public TimeSpan Expires { get; }

    public SigV4Options HeaderOptions { get; }

    public SigV4Options QueryOptions { get; }

    public SigV4Request Request { get; }

    /// <summary>Gives the text of one of the case's files.</summary>
    public string Expected(string file) => File.ReadAllText(Path.Combine(_folder, file), Encoding.UTF8).TrimEnd('\n');

    private static SigV4Options OptionsOf(JsonElement root, bool includePayloadHash) => new()
    {
        NormalizePath = root.GetProperty("normalize").GetBoolean(),
        SignSessionToken = !(root.TryGetProperty("omit_session_token", out JsonElement omit) && omit.GetBoolean()),
        IncludePayloadHash = includePayloadHash,
        CaptureCanonicalRequest = true,
    };

    private static SigV4Request ReadRequest(string text, bool signsBody)
    {
        string[] parts = text.ReplaceLineEndings("\n").Split("\n\n", 2);
        string[] lines = parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string requestLine = lines[0];
        int first = requestLine.IndexOf(' ', StringComparison.Ordinal);
        int last = requestLine.LastIndexOf(' ');
        List<KeyValuePair<string, string>> headers = [];
        foreach (string line in lines[1..])
        {
            if (char.IsWhiteSpace(line[0]))
            {
                // A folded line goes on with the header before it.
                headers[^1] = new(headers[^1].Key, headers[^1].Value + "\n" + line);
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(line[..colon], line[(colon + 1)..]));
        }

        string body = parts.Length > 1 ? parts[1] : "";
        string hash = signsBody ? SigV4PayloadHash.Of(Encoding.UTF8.GetBytes(body)) : SigV4PayloadHash.Empty;
        return new SigV4Request(requestLine[..first], requestLine[(first + 1)..last], headers, hash);
    }
}
