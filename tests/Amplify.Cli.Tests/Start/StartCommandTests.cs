using System.Net.Http.Json;
using System.Text.Json;
using Amplify.Cli.Tests.Running;
using Amplify.Local;

namespace Amplify.Cli.Tests.Start;

public sealed class StartCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_Json_IsOneLineWithEveryEndpoint_AndStopsWith0()
    {
        await using RunningCommand start = Start("--json");

        JsonElement ready = JsonElement.Parse(await start.ReadLineAsync());

        Assert.Equal(
            ["ready", "region", "rest", "apiKeys", "lambda", "identity", "identityPoolId", "userPool", "userPoolId", "userPoolClientId", "graphql", "realtime", "apiKey", "events"],
            ready.EnumerateObject().Select(static property => property.Name));
        Assert.True(ready.GetProperty("ready").GetBoolean());
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/MyCloudApi/prod$", ready.GetProperty("rest").GetProperty("MyCloudApi").GetString());
        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", ready.GetProperty("lambda").GetString());
        Assert.NotEmpty(ready.GetProperty("apiKeys").GetProperty("MyKeyedApi").GetString()!);
        Assert.StartsWith($"{ready.GetProperty("region").GetString()}:", ready.GetProperty("identityPoolId").GetString(), StringComparison.Ordinal);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/cognito-idp$", ready.GetProperty("userPool").GetString());
        Assert.StartsWith($"{ready.GetProperty("region").GetString()}_", ready.GetProperty("userPoolId").GetString(), StringComparison.Ordinal);
        Assert.Matches("^[a-z0-9]{26}$", ready.GetProperty("userPoolClientId").GetString());
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/graphql$", ready.GetProperty("graphql").GetString());
        Assert.Matches("^da2-[a-z0-9]{26}$", ready.GetProperty("apiKey").GetString());
        (int exitCode, string rest, string error) = await start.StopAsync();
        Assert.Equal((0, ""), (exitCode, rest));
        Assert.Contains("Stopped", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Tls_ServesHttpsAndNamesTheFileToTrust()
    {
        await using RunningCommand start = Start("--json", "--tls", "--config-out", ".");

        JsonElement ready = JsonElement.Parse(await start.ReadLineAsync());
        CliResult distrusted = await new CliTerminal { WorkingDirectory = _folder.FullPath }.RunAsync("api", "get", "MyCloudApi", "/items");

        Assert.Contains("-----BEGIN CERTIFICATE-----", File.ReadAllText(ready.GetProperty("caCertificate").GetString()!), StringComparison.Ordinal);
        Assert.StartsWith("https://127.0.0.1:", ready.GetProperty("graphql").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("wss://127.0.0.1:", ready.GetProperty("realtime").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, distrusted.ExitCode);
        Assert.Equal(0, (await start.StopAsync()).ExitCode);
    }

    [Fact]
    public async Task Start_ForPeople_ListsEndpointsWithoutApiKeys()
    {
        await using RunningCommand start = Start("--config-out", "out");

        string first = await start.ReadLineAsync();
        await start.ReadErrorUntilAsync("Ctrl+C");
        (int exitCode, string rest, string error) = await start.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.Matches(@"^MyCloudApi +http://127\.0\.0\.1:\d+/MyCloudApi/prod$", first);
        Assert.Contains("needs an API key", rest, StringComparison.Ordinal);
        string written = File.ReadAllText(Path.Combine(_folder.FullPath, "out", "amplify_outputs.json"));
        string key = JsonElement.Parse(written).GetProperty("custom").GetProperty("API").GetProperty("MyKeyedApi").GetProperty("apiKey").GetString()!;
        Assert.DoesNotContain(key, first + rest + error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.FullPath, "out", "aws-exports.js")));
    }

    [Fact]
    public async Task Start_Data_KeepsItemsAndThePool()
    {
        string[] pools = new string[2];
        for (int run = 0; run < 2; run++)
        {
            await using RunningCommand start = Start("--json", "--data", "backend.db", "--config-out", ".");
            pools[run] = JsonElement.Parse(await start.ReadLineAsync()).GetProperty("identityPoolId").GetString()!;
            CliTerminal client = new() { WorkingDirectory = _folder.FullPath };
            if (run == 0)
            {
                await client.RunAsync("api", "put", "MyCloudApi", "/items", "--body", """{"id":"kept"}""");
            }
            else
            {
                Assert.Equal("""{"id":"kept"}""", (await client.RunAsync("api", "get", "MyCloudApi", "/items/kept")).Out);
            }

            Assert.Equal(0, (await start.StopAsync()).ExitCode);
        }

        Assert.Equal(pools[0], pools[1]);
    }

    [Fact]
    public async Task Start_CodesOut_GetsEachCodeAsALine_AndStandardErrorTellsIt()
    {
        string file = _folder.File("codes.jsonl", """{"earlier":true}""" + "\n");
        await using RunningCommand start = Start("--json", "--codes-out", "codes.jsonl");
        JsonElement ready = JsonElement.Parse(await start.ReadLineAsync());
        using HttpClient http = new();
        using HttpRequestMessage signUp = new(HttpMethod.Post, ready.GetProperty("userPool").GetString())
        {
            Content = JsonContent.Create(new
            {
                ClientId = ready.GetProperty("userPoolClientId").GetString(),
                Username = "jane",
                Password = "P@ssw0rd!",
                UserAttributes = new[] { new { Name = "email", Value = "jane@example.com" } },
            }, options: JsonSerializerOptions.Default),
        };
        signUp.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService.SignUp");

        using HttpResponseMessage answer = await http.SendAsync(signUp, TestContext.Current.CancellationToken);

        string[] lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        JsonElement code = JsonElement.Parse(lines[1]);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal((2, """{"earlier":true}"""), (lines.Length, lines[0]));
        Assert.Equal(["username", "sub", "purpose", "medium", "destination", "code", "sentAt"], code.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(
            ("jane", "SignUp", "EMAIL", "jane@example.com"),
            (code.GetProperty("username").GetString(), code.GetProperty("purpose").GetString(), code.GetProperty("medium").GetString(), code.GetProperty("destination").GetString()));
        await start.ReadErrorUntilAsync($"SignUp code for jane by EMAIL: {code.GetProperty("code").GetString()}");
    }

    [Fact]
    public async Task Start_CodesOutIsAFolder_SaysSo_Gives1()
    {
        CliResult result = await new CliTerminal { WorkingDirectory = _folder.FullPath }.RunAsync("start", "--codes-out", ".");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("Unexpected", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Refusal_IsLoggedToStandardError()
    {
        await using RunningCommand start = Start("--json", "--config-out", ".");
        await start.ReadLineAsync();

        CliResult refused = await new CliTerminal { WorkingDirectory = _folder.FullPath }.RunAsync("api", "get", "MyCloudApi", "/items", "--auth-mode", "NONE");
        (_, string output, string error) = await start.StopAsync();

        Assert.Equal(1, refused.ExitCode);
        Assert.Empty(output);
        Assert.Contains("/MyCloudApi/prod/items", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortIsTaken_SaysSo_Gives1()
    {
        await using LocalBackend other = await LocalBackend.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        CliResult result = await new CliTerminal().RunAsync(
            "start", "--port", other.Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{other.Endpoint.Port}", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexpected", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DataIsNoDatabase_SaysSo_Gives1()
    {
        _folder.File("backend.db", new string('x', 5000));

        CliResult result = await new CliTerminal { WorkingDirectory = _folder.FullPath }.RunAsync("start", "--data", "backend.db");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"The data file {Path.Combine(_folder.FullPath, "backend.db")} cannot be used: it is no database.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_StoppedBeforeItIsReady_Gives0()
    {
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        CliResult result = await new CliTerminal().RunAsync(stop.Token, "start", "--json");

        Assert.Equal(0, result.ExitCode);
    }

    private RunningCommand Start(params string[] options) => new(new CliTerminal { WorkingDirectory = _folder.FullPath }, ["start", .. options]);
}
