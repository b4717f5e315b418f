using System.Text.Json;
using Amplify.Cli.Tests.Running;
using Amplify.Local;
using Amplify.Testing;

namespace Amplify.Cli.Tests.Api;

public sealed class ApiCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private LocalBackend _backend = null!;
    private CliTerminal _terminal = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = await LocalBackend.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await _backend.WriteConfigurationAsync(_folder.FullPath, TestContext.Current.CancellationToken);
        _terminal = new CliTerminal { WorkingDirectory = _folder.FullPath };
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Verbs_OnTheTable_PrintTheBodyAsItIs()
    {
        CliResult put = await _terminal.RunAsync("api", "put", "MyCloudApi", "/items", "--body", """{"id":"1","name":"tea"}""");
        CliResult patch = await _terminal.RunAsync("api", "patch", "MyCloudApi", "/items/1", "--body", """{"name":"coffee"}""");
        CliResult get = await _terminal.RunAsync("api", "get", "MyCloudApi", "/items/1");
        CliResult delete = await _terminal.RunAsync("api", "delete", "MyCloudApi", "/items/1");

        Assert.All([put, patch, get, delete], static result => Assert.Equal((0, ""), (result.ExitCode, result.Error)));
        Assert.Equal("""{"id":"1","name":"tea"}""", put.Out);
        Assert.Equal("""{"id":"1","name":"coffee"}""", get.Out);
        Assert.Empty(delete.Out);
    }

    [Fact]
    public async Task Get_Twice_IsTheSameGuest()
    {
        string identities = Path.Combine(_folder.FullPath, "user-data", "identities.json");

        await _terminal.RunAsync("api", "get", "MyCloudApi", "/items");
        string first = await File.ReadAllTextAsync(identities, TestContext.Current.CancellationToken);
        await _terminal.RunAsync("api", "get", "MyCloudApi", "/items");

        Assert.Contains(_backend.IdentityPoolId, first, StringComparison.Ordinal);
        Assert.Equal(first, await File.ReadAllTextAsync(identities, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Get_Include_PrintsStatusLineAndHeadersFirst()
    {
        CliResult result = await _terminal.RunAsync("api", "get", "MyCloudApi", "/items", "--include");

        string[] parts = result.Out.Split("\n\n", 2);
        Assert.StartsWith("HTTP/1.1 200 OK\n", parts[0], StringComparison.Ordinal);
        Assert.Contains("\nContent-Type: application/json", parts[0], StringComparison.Ordinal);
        Assert.True(JsonElement.Parse(parts[1]).TryGetProperty("items", out _));
    }

    [Fact]
    public async Task Get_Include_PrintsVersionAndRepeatedHeadersAsTheyCame()
    {
        await using var server = new RawServer("HTTP/1.0 203 Fine\r\nSet-Cookie: a=1, b\r\nSet-Cookie: c=2\r\n\r\nbody");
        string file = _folder.File("other.json", $$"""{"aws_cloud_logic_custom":[{"name":"Raw","endpoint":"{{server.Root}}"}]}""");

        CliResult result = await _terminal.RunAsync("api", "get", "Raw", "/", "--include", "--config", file);

        Assert.Equal("HTTP/1.0 203 Non-Authoritative Information\nSet-Cookie: a=1, b\nSet-Cookie: c=2\n\nbody", result.Out.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Get_Json_IsOneObject()
    {
        CliResult result = await _terminal.RunAsync("api", "get", "MyCloudApi", "/items", "--json");

        Assert.Equal(["status", "headers", "body"], result.Json.EnumerateObject().Select(static property => property.Name));
        Assert.Equal(200, result.Json.GetProperty("status").GetInt32());
        Assert.Equal("application/json", result.Json.GetProperty("headers").GetProperty("Content-Type").GetString());
        Assert.Equal(JsonValueKind.Array, result.Json.GetProperty("body").GetProperty("items").ValueKind);
    }

    [Fact]
    public async Task Head_Json_HasNoBody()
    {
        CliResult result = await _terminal.RunAsync("api", "head", "MyCloudApi", "/items", "--json");

        Assert.Equal(200, result.Json.GetProperty("status").GetInt32());
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("body").ValueKind);
    }

    [Fact]
    public async Task Get_StatusOutside2xx_PrintsTheBodyAndAMessage_Gives1()
    {
        CliResult result = await _terminal.RunAsync("api", "get", "MyCloudApi", "/items/none");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("""{"message":"Not found"}""", result.Out);
        Assert.Contains("MyCloudApi answered 404", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_QueryAndHeaders_ReachTheApi()
    {
        CliResult result = await _terminal.RunAsync(
            "api", "get", "MyPublicApi", "/echo?x=0", "--query", "a=1 2&", "-q", "b=x", "-q", "b=y=z", "--header", "X-One: 1", "-H", "x-two:a", "-H", "x-two: b");

        Assert.Equal(0, result.ExitCode);
        JsonElement query = result.Json.GetProperty("multiValueQueryStringParameters");
        Assert.Equal("1 2&", query.GetProperty("a")[0].GetString());
        Assert.Equal(["x", "y=z"], query.GetProperty("b").EnumerateArray().Select(static value => value.GetString()));
        Assert.Equal("0", query.GetProperty("x")[0].GetString());
        Assert.Equal("1", result.Json.GetProperty("headers").GetProperty("X-One").GetString());
        Assert.Equal("a, b", result.Json.GetProperty("headers").GetProperty("x-two").GetString());
    }

    [Fact]
    public async Task Post_Body_IsTextFileOrInput_WithTheTypeThatIsNamed()
    {
        _folder.File("body.txt", "from a file");
        _terminal.SetInput("from the input");

        CliResult text = await _terminal.RunAsync("api", "post", "MyPublicApi", "/x", "--body", "as text", "--header", "content-type: text/plain");
        CliResult file = await _terminal.RunAsync("api", "post", "MyPublicApi", "/x", "--body", "@body.txt");
        CliResult input = await _terminal.RunAsync("api", "post", "MyPublicApi", "/x", "-d", "@-");

        Assert.Equal("as text", text.Json.GetProperty("body").GetString());
        Assert.Equal("text/plain", text.Json.GetProperty("headers").GetProperty("Content-Type").GetString());
        Assert.Equal("from a file", file.Json.GetProperty("body").GetString());
        Assert.Equal("application/json", file.Json.GetProperty("headers").GetProperty("Content-Type").GetString());
        Assert.Equal("from the input", input.Json.GetProperty("body").GetString());
    }

    [Fact]
    public async Task Get_AuthModeNone_IsNotSigned()
    {
        CliResult result = await _terminal.RunAsync("api", "get", "MyPublicApi", "/x", "--auth-mode", "none");

        Assert.False(result.Json.GetProperty("headers").TryGetProperty("Authorization", out _));
    }

    [Fact]
    public async Task Get_AuthorizationHeader_IsSentInsteadOfASignature()
    {
        CliResult result = await _terminal.RunAsync("api", "get", "MyPublicApi", "/x", "--header", "Authorization: Bearer mine");

        Assert.Equal("Bearer mine", result.Json.GetProperty("headers").GetProperty("Authorization").GetString());
    }

    [Fact]
    public async Task Get_KeyedApi_TakesTheKeyFromTheConfiguration_AndNeverTellsIt()
    {
        CliResult right = await _terminal.RunAsync("api", "head", "MyKeyedApi", "/x", "--json");
        CliResult wrong = await _terminal.RunAsync("api", "get", "MyKeyedApi", "/x", "-H", "x-api-key: a-wrong-key", "--verbose");

        Assert.Equal(0, right.ExitCode);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("403", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_backend.ApiKeys["MyKeyedApi"], right.Out + right.Error + wrong.Out + wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("a-wrong-key", wrong.Out + wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WrongSecret_SaysSo_WithoutTheSecret()
    {
        CliResult result = await _terminal.RunAsync(
            "api", "get", "MyCloudApi", "/items", "--verbose", "--access-key", _backend.Credentials.AccessKeyId, "--secret-key", "not-the-secret");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("secret key", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-secret", result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoIdentityPool_SignsWithTheEnvironmentsKeys()
    {
        CliTerminal terminal = WithoutPool().WithKeys(_backend.Credentials.AccessKeyId, _backend.Credentials.SecretAccessKey);

        CliResult result = await terminal.RunAsync("api", "get", "MyCloudApi", "/items", "--config", "no-pool.json");

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Get_IdentityPool_IgnoresTheEnvironmentsKeys()
    {
        CliResult result = await _terminal.WithKeys().RunAsync("api", "get", "MyCloudApi", "/items");

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Get_NoCredentials_SaysThatTheyAreMissing()
    {
        CliResult result = await WithoutPool().RunAsync("api", "get", "MyCloudApi", "/items", "--config", "no-pool.json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("credentials", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no REST API 'Nope'", "Nope", "/items")]
    [InlineData("MyCloudApi, MyKeyedApi, MyPublicApi", "Nope", "/items")]
    [InlineData("\"/items\"", "MyCloudApi", "items")]
    [InlineData("name=value", "MyCloudApi", "/items", "--query", "x")]
    [InlineData("Name: value", "MyCloudApi", "/items", "--header", "x")]
    [InlineData("API_KEY, AWS_IAM", "MyCloudApi", "/items", "--auth-mode", "magic")]
    [InlineData("'--body'", "MyCloudApi", "/items", "--body", "{}")]
    public async Task Get_WrongUsage_TellsWhat_Gives2(string expected, params string[] arguments)
    {
        CliResult result = await _terminal.RunAsync(["api", "get", .. arguments]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
    }

    [Fact]
    public async Task Get_DeadServer_NamesTheHostInOneLine()
    {
        await _backend.DisposeAsync();

        CliResult result = await _terminal.RunAsync("api", "get", "MyPublicApi", "/x", "--auth-mode", "NONE");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("127.0.0.1", Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(result.Out);
    }

    [Fact]
    public async Task Get_ConfigurationInAParent_IsFound()
    {
        CliTerminal terminal = new() { WorkingDirectory = Directory.CreateDirectory(Path.Combine(_folder.FullPath, "a", "b")).FullName };

        Assert.Equal(0, (await terminal.RunAsync("api", "get", "MyCloudApi", "/items")).ExitCode);
    }

    [Fact]
    public async Task Get_BothFiles_PrefersOutputs()
    {
        _folder.File("aws-exports.js", "this is not JavaScript");
        CliResult outputs = await _terminal.RunAsync("api", "get", "MyCloudApi", "/items");
        File.Delete(Path.Combine(_folder.FullPath, "amplify_outputs.json"));
        CliResult exports = await _terminal.RunAsync("api", "get", "MyCloudApi", "/items");

        Assert.Equal(0, outputs.ExitCode);
        Assert.Equal(1, exports.ExitCode);
        Assert.Contains("aws-exports.js", exports.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoConfiguration_SaysHowToGetOne()
    {
        using TemporaryFolder empty = new();

        CliResult result = await new CliTerminal { WorkingDirectory = empty.FullPath }.RunAsync("api", "get", "MyCloudApi", "/items");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--config", result.Error, StringComparison.Ordinal);
        Assert.Contains("start --config-out", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ConfigurationFileMissing_NamesIt()
    {
        CliResult result = await _terminal.RunAsync("api", "get", "MyCloudApi", "/items", "--config", "nope.json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("nope.json", result.Error, StringComparison.Ordinal);
    }

    private CliTerminal WithoutPool()
    {
        _folder.File("no-pool.json", $$"""{"aws_cloud_logic_custom":[{"name":"MyCloudApi","endpoint":"{{_backend.RestEndpoints["MyCloudApi"]}}","region":"us-east-1"}]}""");
        return new CliTerminal { WorkingDirectory = _folder.FullPath };
    }
}
