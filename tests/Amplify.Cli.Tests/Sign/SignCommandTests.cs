using Amplify.Cli.Tests.Running;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Cli.Tests.Sign;

public sealed class SignCommandTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string VanillaSignature = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";

    // The signatures here are those of the official suite's get-vanilla, so the request is too.
    private static readonly string[] Vanilla =
        ["sign", "--url", "https://example.amazonaws.com/", "--region", "us-east-1", "--service", "service", "--time", "2015-08-30T12:36:00Z"];

    private readonly CliTerminal _terminal = new CliTerminal
    {
        TimeProvider = new FakeTimeProvider(new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero)),
    }.WithKeys();

    [Fact]
    public async Task Sign_Vanilla_PrintsTheHeadersToAdd()
    {
        CliResult result = await _terminal.RunAsync(Vanilla);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                "X-Amz-Date: 20150830T123600Z",
                "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, " +
                $"SignedHeaders=host;x-amz-date, Signature={VanillaSignature}",
            ],
            result.Lines);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("2015-08-30T12:36:00Z")]
    [InlineData("2015-08-30T12:36:00.000Z")]
    [InlineData("2015-08-30T12:36")]
    [InlineData("2015-08-30T14:36:00+02:00")]
    [InlineData("20150830T123600Z")]
    public async Task Sign_TimeInAnyIsoForm_IsTheSameTime(string time)
    {
        CliResult result = await _terminal.RunAsync([.. Vanilla[..^1], time]);

        Assert.EndsWith($"Signature={VanillaSignature}", result.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_NoTime_TakesTheClocks()
    {
        CliResult result = await _terminal.RunAsync(Vanilla[..^2]);

        Assert.EndsWith($"Signature={VanillaSignature}", result.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_REGION")]
    [InlineData("AWS_DEFAULT_REGION")]
    public async Task Sign_NoRegion_TakesTheEnvironments(string variable)
    {
        _terminal.Environment[variable] = "us-east-1";

        CliResult result = await _terminal.RunAsync(
            "sign", "--url", "https://example.amazonaws.com", "--service", "service", "--time", "2015-08-30T12:36:00Z");

        Assert.EndsWith($"Signature={VanillaSignature}", result.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_KeysAsOptions_WinOverTheEnvironment()
    {
        CliTerminal terminal = new CliTerminal().WithKeys("AKIDOTHER", "another-secret", "another-token");

        CliResult result = await terminal.RunAsync([.. Vanilla, "--access-key", "AKIDEXAMPLE", "--secret-key", Secret]);

        Assert.EndsWith($"Signature={VanillaSignature}", result.Lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("another-token", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_SessionToken_IsAmongTheHeaders()
    {
        CliResult result = await _terminal.WithKeys(sessionToken: "the-token").RunAsync(Vanilla);

        Assert.Contains("X-Amz-Security-Token: the-token", result.Lines);
        Assert.Contains("SignedHeaders=host;x-amz-date;x-amz-security-token,", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_Json_HasTheKeysInOrder()
    {
        CliResult result = await _terminal.RunAsync([.. Vanilla, "--json"]);

        Assert.Equal(
            ["headers", "url", "canonical_request", "string_to_sign", "signature"],
            result.Json.EnumerateObject().Select(static property => property.Name));
        Assert.Equal("https://example.amazonaws.com/", result.Json.GetProperty("url").GetString());
        Assert.StartsWith("GET\n/\n\nhost:example.amazonaws.com\n", result.Json.GetProperty("canonical_request").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("AWS4-HMAC-SHA256\n20150830T123600Z\n", result.Json.GetProperty("string_to_sign").GetString(), StringComparison.Ordinal);
        Assert.Equal(VanillaSignature, result.Json.GetProperty("signature").GetString());
        Assert.Single(result.Lines);
    }

    [Fact]
    public async Task Sign_Presign_PrintsTheUrlAlone()
    {
        CliResult result = await _terminal.RunAsync([.. Vanilla, "--presign", "3600"]);

        string url = Assert.Single(result.Lines);
        Assert.StartsWith("https://example.amazonaws.com/?X-Amz-Algorithm=AWS4-HMAC-SHA256&", url, StringComparison.Ordinal);
        Assert.EndsWith("&X-Amz-Signature=e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d", url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_BodyAsTextOrFile_SignsTheSameBytes()
    {
        using TemporaryFolder folder = new();
        CliTerminal terminal = new CliTerminal { WorkingDirectory = folder.FullPath }.WithKeys();
        folder.File("body.json", "{\"ü\":1}");

        CliResult text = await terminal.RunAsync([.. Vanilla, "--method", "POST", "--body", "{\"ü\":1}"]);
        CliResult file = await terminal.RunAsync([.. Vanilla, "--method", "POST", "--body-file", "body.json"]);
        CliResult none = await terminal.RunAsync([.. Vanilla, "--method", "POST"]);

        Assert.Equal(text.Out, file.Out);
        Assert.NotEqual(text.Out, none.Out);
    }

    [Fact]
    public async Task Sign_Headers_AreSignedAndNotPrinted()
    {
        CliResult result = await _terminal.RunAsync([.. Vanilla, "--header", "My-Header:  a  b ", "-H", "my-header:c", "--json"]);

        Assert.Contains("\nmy-header:a b,c\n", result.Json.GetProperty("canonical_request").GetString(), StringComparison.Ordinal);
        Assert.False(result.Json.GetProperty("headers").TryGetProperty("My-Header", out _));
    }

    [Fact]
    public async Task Sign_UnsignedPayload_SaysSoInAHeader()
    {
        CliResult result = await _terminal.RunAsync([.. Vanilla, "--body", "x", "--unsigned-payload"]);

        Assert.Contains("x-amz-content-sha256: UNSIGNED-PAYLOAD", result.Lines);
    }

    [Theory]
    [InlineData(false, "\n/b\n")]
    [InlineData(true, "\n/a/../b\n")]
    public async Task Sign_NoNormalize_KeepsTheDots(bool keep, string expected)
    {
        CliResult result = await _terminal.RunAsync(
            ["sign", "--url", "https://a.example/a/../b", "--region", "r", "--service", "s", "--json", .. keep ? ["--no-normalize"] : Array.Empty<string>()]);

        Assert.Contains(expected, result.Json.GetProperty("canonical_request").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--url is missing", "'--url' is required", "--region", "r", "--service", "s")]
    [InlineData("--service is missing", "'--service' is required", "--url", "https://a.example", "--region", "r")]
    [InlineData("--region is missing", "'--region' is required", "--url", "https://a.example", "--service", "s")]
    [InlineData("no scheme", "https://", "--url", "a.example/x", "--region", "r", "--service", "s")]
    [InlineData("no host", "no host", "--url", "https:///x", "--region", "r", "--service", "s")]
    [InlineData("control character", "control character", "--url", "https://a.example/\r\nX: y", "--region", "r", "--service", "s")]
    [InlineData("time", "2015-08-30T12:36:00Z", "--url", "https://a.example", "--region", "r", "--service", "s", "--time", "yesterday")]
    [InlineData("expiry", "604800", "--url", "https://a.example", "--region", "r", "--service", "s", "--presign", "0")]
    [InlineData("long expiry", "604800", "--url", "https://a.example", "--region", "r", "--service", "s", "--presign", "604801")]
    [InlineData("method", "method", "--url", "https://a.example", "--region", "r", "--service", "s", "--method", "G T")]
    [InlineData("two bodies", "not both", "--url", "https://a.example", "--region", "r", "--service", "s", "--body", "x", "--body-file", "y")]
    [InlineData("half a key pair", "together", "--url", "https://a.example", "--region", "r", "--service", "s", "--access-key", "x")]
    [InlineData("a token alone", "together", "--url", "https://a.example", "--region", "r", "--service", "s", "--session-token", "x")]
    [InlineData("no colon", "Name: value", "--url", "https://a.example", "--region", "r", "--service", "s", "--header", "x")]
    [InlineData("header name", "name of a header", "--url", "https://a.example", "--region", "r", "--service", "s", "--header", "x y: z")]
    [InlineData("url twice", "--url", "--url", "https://a.example", "--url", "https://b.example", "--region", "r", "--service", "s")]
    public async Task Sign_WrongUsage_TellsWhat(string mistake, string expected, params string[] options)
    {
        CliResult result = await _terminal.RunAsync(["sign", .. options]);

        Assert.True(result.ExitCode == 2, mistake);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
    }

    [Theory]
    [InlineData("x-token: hidden\r\nHost: evil.example")]
    [InlineData("x-token: hidden\nvalue")]
    [InlineData("x-token: hidden\0")]
    public async Task Sign_HeaderWithControlCharacter_IsRefusedWithoutItsValue(string header)
    {
        CliResult result = await _terminal.RunAsync([.. Vanilla, "--header", header]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'x-token'", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_NoKeys_SaysHowToGiveThem()
    {
        CliResult result = await new CliTerminal().RunAsync(Vanilla);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("AWS_ACCESS_KEY_ID", result.Error, StringComparison.Ordinal);
        Assert.Contains("--access-key", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_HalfAKeyPairInTheEnvironment_NamesTheMissingHalf()
    {
        CliTerminal terminal = new() { Environment = { ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE" } };

        CliResult result = await terminal.RunAsync(Vanilla);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("AWS_SECRET_ACCESS_KEY is not", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_BodyFileMissing_IsOneLineWithoutATrace()
    {
        CliResult result = await _terminal.RunAsync([.. Vanilla, "--body-file", "no-such-file"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no-such-file", Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_Verbose_AddsTheTrace()
    {
        CliResult result = await _terminal.RunAsync([.. Vanilla, "--body-file", "no-such-file", "--verbose"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--presign", "60")]
    [InlineData("--body-file", "no-such-file", "--verbose")]
    [InlineData("--method", "G T", "--verbose")]
    [InlineData("--nonsense")]
    public async Task Sign_WhateverHappens_NeverPrintsTheSecret(params string[] options)
    {
        CliResult result = await _terminal.RunAsync([.. Vanilla, .. options]);

        Assert.DoesNotContain(Secret, result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_UnusableToken_IsRefusedWithoutShowingIt()
    {
        CliResult result = await _terminal.WithKeys(sessionToken: "hidden\r\ntoken").RunAsync(Vanilla);

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("hidden", result.Error, StringComparison.Ordinal);
        Assert.Contains("AWS_SESSION_TOKEN", result.Error, StringComparison.Ordinal);
    }
}
