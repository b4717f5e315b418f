using System.Text.Json.Nodes;

namespace Amplify.Cli.Tests.Sign;

/// <summary>Requests as a careful client would send them: random, but percent-encoded properly. botocore signs what it is given, without repair.</summary>
internal static class WellFormedRequests
{
    private const string Alphabet = "abcXYZ019-._~ !\"'()*+,/:;=?@[]{}|\\^`%&$#<>äß漢😀";

    private static readonly string[] Methods = ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD"];

    public static IEnumerable<string> Lines(int count, int seed)
    {
        // A fixed seed: a failure comes back on the next run.
        Random random = new(seed);
        for (int i = 0; i < count; i++)
        {
            yield return Line(random, i % 2 == 0 ? "execute-api" : "s3");
        }
    }

    private static string Line(Random random, string service)
    {
        JsonObject headers = new() { ["Content-Type"] = "text/plain", ["X-Custom-" + random.Next(9)] = $" a  {random.Next()} b " };
        byte[] body = new byte[random.Next(64)];
        random.NextBytes(body);
        return new JsonObject
        {
            ["method"] = random.GetItems(Methods, 1)[0],
            ["url"] = $"https://{(random.Next(2) == 0 ? "a.example" : "a.example:8443")}{Path(random)}{Query(random)}",
            ["headers"] = headers,
            ["body_base64"] = Convert.ToBase64String(body),
            ["service"] = service,
            ["region"] = "eu-west-1",
            ["access_key"] = "AKIDEXAMPLE",
            ["secret_key"] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            ["session_token"] = random.Next(2) == 0 ? "a/token+with=signs" : null,
            ["time"] = "2026-01-02T03:04:05Z",
        }.ToJsonString();
    }

    private static string Path(Random random) =>
        "/" + string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => "p" + Uri.EscapeDataString(Text(random))));

    private static string Query(Random random)
    {
        int count = random.Next(4);
        return count == 0
            ? ""
            : "?" + string.Join('&', Enumerable.Range(0, count).Select(i => $"{Uri.EscapeDataString($"{Text(random)}{i}")}={Uri.EscapeDataString(Text(random))}"));
    }

    private static string Text(Random random)
    {
        string[] characters = [.. Alphabet.EnumerateRunes().Select(static rune => rune.ToString())];
        return string.Concat(random.GetItems(characters, random.Next(6)));
    }
}
