using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Cli.Tests.Sign;

/// <summary>One case of the official suite as lines of a batch.</summary>
internal sealed class SuiteCase
{
    private readonly string _folder;
    private readonly JsonElement _context;
    private readonly string _method;
    private readonly string _target;
    private readonly List<(string Name, string Value)> _headers = [];
    private readonly byte[] _body;

    public SuiteCase(string folder)
    {
        _folder = folder;
        _context = JsonElement.Parse(File.ReadAllText(Path.Combine(folder, "context.json")));
        string[] parts = File.ReadAllText(Path.Combine(folder, "request.txt")).Split("\n\n", 2);
        string[] lines = parts[0].TrimEnd('\n').Split('\n');
        _method = lines[0].Split(' ')[0];
        _target = lines[0][(_method.Length + 1)..lines[0].LastIndexOf(' ')];
        foreach (string line in lines[1..])
        {
            if (char.IsWhiteSpace(line[0]))
            {
                _headers[^1] = (_headers[^1].Name, $"{_headers[^1].Value}\n{line}");
            }
            else
            {
                int colon = line.IndexOf(':', StringComparison.Ordinal);
                _headers.Add((line[..colon], line[(colon + 1)..]));
            }
        }

        // The suite leaves a body outside some signatures as if there were none.
        _body = parts.Length > 1 && SignsBody ? Encoding.UTF8.GetBytes(parts[1]) : [];
    }

    public string Name => Path.GetFileName(_folder);

    private bool SignsBody => _context.GetProperty("sign_body").GetBoolean();

    public string Expected(string file) => File.ReadAllText(Path.Combine(_folder, file)).TrimEnd('\n');

    public string ToLine(bool presigned)
    {
        JsonElement credentials = _context.GetProperty("credentials");
        JsonArray headers = [.. _headers.Select(static header => new JsonArray(header.Name, header.Value))];
        if (SignsBody && !presigned)
        {
            headers.Add(new JsonArray("x-amz-content-sha256", Convert.ToHexStringLower(SHA256.HashData(_body))));
        }

        return new JsonObject
        {
            ["method"] = _method,
            ["url"] = "https://example.amazonaws.com" + _target,
            ["headers"] = headers,
            ["body_base64"] = Convert.ToBase64String(_body),
            ["service"] = _context.GetProperty("service").GetString(),
            ["region"] = _context.GetProperty("region").GetString(),
            ["access_key"] = credentials.GetProperty("access_key_id").GetString(),
            ["secret_key"] = credentials.GetProperty("secret_access_key").GetString(),
            ["session_token"] = credentials.TryGetProperty("token", out JsonElement token) ? token.GetString() : null,
            ["omit_session_token"] = _context.TryGetProperty("omit_session_token", out JsonElement omit) && omit.GetBoolean(),
            ["time"] = _context.GetProperty("timestamp").GetString(),
            ["normalize"] = _context.GetProperty("normalize").GetBoolean(),
            ["presign"] = presigned ? _context.GetProperty("expiration_in_seconds").GetInt32() : null,
        }.ToJsonString();
    }
}
