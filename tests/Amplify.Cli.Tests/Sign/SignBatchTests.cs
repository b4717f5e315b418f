using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Amplify.Cli.Tests.Running;

namespace Amplify.Cli.Tests.Sign;

public sealed class SignBatchTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Common =
        $"\"service\":\"execute-api\",\"region\":\"us-east-1\",\"access_key\":\"AKIDEXAMPLE\",\"secret_key\":\"{Secret}\",\"time\":\"2015-08-30T12:36:00Z\"";

    private readonly CliTerminal _terminal = new();

    [Fact]
    public async Task Batch_Line_GivesExactlyTheKeysOfAResult()
    {
        CliResult result = await RunAsync($$"""{"method":"GET","url":"https://a.example/items?b=1&a=2",{{Common}}}""");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["headers", "url", "canonical_request", "string_to_sign", "signature"],
            result.Json.EnumerateObject().Select(static property => property.Name));
        Assert.Equal(
            ["X-Amz-Date", "Authorization"],
            result.Json.GetProperty("headers").EnumerateObject().Select(static property => property.Name));
        Assert.StartsWith("GET\n/items\na=2&b=1\nhost:a.example\n", Canonical(result.Json), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"x-a":"1","X-B":"2"}""", "x-a:1\n", "x-b:2\n")]
    [InlineData("""[["x-a","1"],["x-a","2"]]""", "x-a:1,2\n", "")]
    [InlineData("""{"x-a":["1","2"]}""", "x-a:1,2\n", "")]
    [InlineData("""{"x-a":"1\n  2"}""", "x-a:1 2\n", "")]
    [InlineData("""{"Host":"other.example"}""", "host:other.example\n", "")]
    [InlineData("null", "host:a.example\n", "")]
    public async Task Batch_HeadersInAnyForm_AreSigned(string headers, string expected, string alsoExpected)
    {
        CliResult result = await RunAsync($$"""{"method":"GET","url":"https://a.example/","headers":{{headers}},{{Common}}}""");

        Assert.Contains(expected, Canonical(result.Json), StringComparison.Ordinal);
        Assert.Contains(alsoExpected, Canonical(result.Json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_S3_SendsAndSignsTheContentHash()
    {
        CliResult result = await RunAsync(
            $$"""{"method":"PUT","url":"https://b.example/k","body_base64":"aGk=",{{Common.Replace("execute-api", "s3", StringComparison.Ordinal)}}}""");

        const string HashOfHi = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4";
        Assert.Equal(HashOfHi, result.Json.GetProperty("headers").GetProperty("x-amz-content-sha256").GetString());
        Assert.Contains($"x-amz-content-sha256:{HashOfHi}\n", Canonical(result.Json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_S3_SignsThePathAsItIsSent()
    {
        CliResult result = await RunAsync(
            $$"""{"method":"GET","url":"https://b.example/a//b%2Fc/../d%20e",{{Common.Replace("execute-api", "s3", StringComparison.Ordinal)}}}""");

        Assert.StartsWith("GET\n/a//b%2Fc/../d%20e\n", Canonical(result.Json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_OmitSessionToken_SendsItUnsigned()
    {
        CliResult result = await RunAsync(
            $$"""{"method":"GET","url":"https://a.example/","session_token":"t","omit_session_token":true,{{Common}}}""");

        Assert.Equal("t", result.Json.GetProperty("headers").GetProperty("X-Amz-Security-Token").GetString());
        Assert.DoesNotContain("x-amz-security-token", Canonical(result.Json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_Presign_PutsTheSignatureInTheUrl()
    {
        CliResult result = await RunAsync($$"""{"method":"GET","url":"https://a.example/x#y","presign":60,{{Common}}}""");

        Assert.Empty(result.Json.GetProperty("headers").EnumerateObject());
        string url = result.Json.GetProperty("url").GetString()!;
        Assert.StartsWith("https://a.example/x?X-Amz-Algorithm=", url, StringComparison.Ordinal);
        Assert.EndsWith($"&X-Amz-Expires=60&X-Amz-Signature={result.Json.GetProperty("signature").GetString()}", url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"normalize\":false", "\n/a/../b\n")]
    [InlineData("\"normalize\":true", "\n/b\n")]
    [InlineData("\"normalize\":null", "\n/b\n")]
    [InlineData("\"unsigned_payload\":true", "\nUNSIGNED-PAYLOAD")]
    public async Task Batch_Switches_AreTaken(string field, string expected)
    {
        CliResult result = await RunAsync($$"""{"method":"GET","url":"https://a.example/a/../b",{{field}},{{Common}}}""");

        Assert.Contains(expected, Canonical(result.Json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_KeysAndScopeMissing_AreTheCommandLines()
    {
        CliTerminal terminal = new CliTerminal().WithKeys(sessionToken: "env-token");
        terminal.SetInput("""{"url":"https://a.example/"}""" + "\n" + """{"url":"https://a.example/","access_key":"OWN","secret_key":"s","region":"own"}""");

        CliResult result = await terminal.RunAsync("sign", "--batch", "--region", "r", "--service", "s");

        Assert.Equal(0, result.ExitCode);
        JsonElement[] headers = [.. result.JsonLines.Select(static line => line.GetProperty("headers"))];
        Assert.Contains("Credential=AKIDEXAMPLE/", headers[0].GetProperty("Authorization").GetString(), StringComparison.Ordinal);
        Assert.Contains("/r/s/aws4_request", headers[0].GetProperty("Authorization").GetString(), StringComparison.Ordinal);
        Assert.Contains("Credential=OWN/", headers[1].GetProperty("Authorization").GetString(), StringComparison.Ordinal);
        Assert.Contains("/own/s/aws4_request", headers[1].GetProperty("Authorization").GetString(), StringComparison.Ordinal);

        // A token belongs to its keys: the environment's must not go with the line's own.
        Assert.False(headers[1].TryGetProperty("X-Amz-Security-Token", out _));
    }

    [Theory]
    [InlineData("{secret", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("""{"method":"GET"}""", "\"url\"")]
    [InlineData("""{"url":"a.example"}""", "https://")]
    [InlineData("""{"url":1}""", "\"url\" is a string")]
    [InlineData("""{"url":"https://a.example","headers":"x: y"}""", "\"headers\"")]
    [InlineData("""{"url":"https://a.example","headers":[["x"]]}""", "pair")]
    [InlineData("""{"url":"https://a.example","headers":{"x":1}}""", "\"headers\"")]
    [InlineData("""{"url":"https://a.example","headers":{"x":"a\r\nb: c"}}""", "control character")]
    [InlineData("""{"url":"https://a.example","headers":{"x":"a\u0000"}}""", "control character")]
    [InlineData("""{"url":"https://a.example","headers":{"x y":"a"}}""", "header")]
    [InlineData("""{"url":"https://a.example","body_base64":"?"}""", "\"body_base64\"")]
    [InlineData("""{"url":"https://a.example","time":"now"}""", "time")]
    [InlineData("""{"url":"https://a.example","presign":"60"}""", "\"presign\"")]
    [InlineData("""{"url":"https://a.example","presign":-1}""", "604800")]
    [InlineData("""{"url":"https://a.example","normalize":"no"}""", "\"normalize\"")]
    [InlineData("""{"url":"https://a.example","secret_key":"secret"}""", "together")]
    [InlineData("""{"url":"https://a.example","access_key":"x","secret_key":"secret","session_token":"secret\n"}""", "keys cannot be used")]
    [InlineData("""{"url":"https://a.example/\ud800"}""", "well-formed")]
    public async Task Batch_BadLine_IsAnErrorInItsPlace_AndTheRestGoesOn(string bad, string expected)
    {
        string good = $$"""{"url":"https://a.example/",{{Common}}}""";
        CliTerminal terminal = new CliTerminal().WithKeys();
        terminal.SetInput($"{good}\n{bad}\n{good}\n");

        CliResult result = await terminal.RunAsync("sign", "--batch", "--region", "r", "--service", "s");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(3, result.Lines.Length);
        JsonElement error = JsonElement.Parse(result.Lines[1]);
        Assert.Contains(expected, error.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, error.GetProperty("line").GetInt32());
        Assert.DoesNotContain("secret\"", result.Lines[1], StringComparison.Ordinal);
        Assert.Equal(result.Lines[0], result.Lines[2]);
    }

    [Fact]
    public async Task Batch_BytesThatAreNotUtf8_AreAnError()
    {
        _terminal.Input = new MemoryStream([.. "{\"url\":\"https://a.example/"u8, 0xFF, .. "\"}"u8]);

        CliResult result = await _terminal.RunAsync("sign", "--batch");

        Assert.Equal(1, result.ExitCode);
        Assert.True(Assert.Single(result.JsonLines).TryGetProperty("error", out _));
    }

    [Fact]
    public async Task Batch_BlankLinesCrLfAndByteOrderMark_AreTaken()
    {
        string good = $$"""{"url":"https://a.example/",{{Common}}}""";

        CliResult result = await RunAsync($"\uFEFF{good}\r\n\r\n  \n{good}");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.Lines.Length);
    }

    [Fact]
    public async Task Batch_NoInput_IsDone()
    {
        CliResult result = await RunAsync("");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Out);
    }

    [Fact]
    public async Task Batch_ManyLines_KeepTheirOrder()
    {
        StringBuilder input = new();
        for (int i = 0; i < 5000; i++)
        {
            input.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"url":"https://a.example/{{i}}",{{Common}}}""").Append('\n');
        }

        CliResult result = await RunAsync(input.ToString());

        Assert.Equal(Enumerable.Range(0, 5000).Select(static i => $"https://a.example/{i}"), result.JsonLines.Select(static line => line.GetProperty("url").GetString()));
    }

    [Fact]
    public async Task Batch_ResultComesBeforeTheNextRequest()
    {
        Pipe input = new();
        Pipe output = new();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        _terminal.Input = input.Reader.AsStream();
        Task<int> run = _terminal.RunAsync(output.Writer.AsStream(), TextWriter.Null, cancellation, "sign", "--batch");
        using StreamReader results = new(output.Reader.AsStream());

        for (int i = 0; i < 3; i++)
        {
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes($$"""{"url":"https://a.example/{{i}}",{{Common}}}""" + "\n"), cancellation);
            string? line = await results.ReadLineAsync(cancellation);

            Assert.Equal($"https://a.example/{i}", JsonElement.Parse(line!).GetProperty("url").GetString());
        }

        await input.Writer.CompleteAsync();
        Assert.Equal(0, await run);
    }

    [Fact]
    public async Task Batch_Cancelled_EndsWhileInputIsIdle()
    {
        using CancellationTokenSource stop = new();
        _terminal.Input = new Pipe().Reader.AsStream();
        Task<CliResult> run = _terminal.RunAsync(stop.Token, "sign", "--batch");

        await stop.CancelAsync();

        CliResult result = await run;
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Cancelled", result.Error, StringComparison.Ordinal);
    }

    private Task<CliResult> RunAsync(string input)
    {
        _terminal.SetInput(input);
        return _terminal.RunAsync("sign", "--batch");
    }

    private static string Canonical(JsonElement result) => result.GetProperty("canonical_request").GetString()!;
}
