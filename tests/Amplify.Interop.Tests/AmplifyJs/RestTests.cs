using System.Text.Json;
using Amplify.Interop.Tests.Running;
using Amplify.Local;

namespace Amplify.Interop.Tests.AmplifyJs;

/// <summary>REST calls by Amplify for JavaScript, with the credentials that it has got as a guest.</summary>
public sealed class RestTests : IClassFixture<AmplifyJsSession>, IDisposable
{
    private static readonly FaultFilter SignedEvents = new() { Api = "MySignedEvents" };

    private readonly AmplifyJsSession _session;

    public RestTests(AmplifyJsSession session)
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        _session = session;
    }

    private AmplifyJsClient Client => _session.Client;

    private LocalBackend Backend => _session.Backend;

    public void Dispose()
    {
        if (NodePackages.Missing is null)
        {
            Backend.Faults.Clear();
        }
    }

    [Fact]
    public async Task Verbs_OnTheTable_AreDone()
    {
        AmplifyJsAnswer put = await Client.RestAsync("put", "MyCloudApi", "/items", new { body = new { id = "js-1", name = "O'Neil & søn 😀" } });
        AmplifyJsAnswer post = await Client.RestAsync("post", "MyCloudApi", "/items", new { body = new { name = "posted" } });
        AmplifyJsAnswer patch = await Client.RestAsync("patch", "MyCloudApi", "/items/js-1", new { body = new { stars = 3 } });
        AmplifyJsAnswer get = await Client.RestAsync("get", "MyCloudApi", "/items/js-1");
        AmplifyJsAnswer head = await Client.RestAsync("head", "MyCloudApi", "/items/js-1");
        AmplifyJsAnswer delete = await Client.RestAsync("del", "MyCloudApi", "/items/js-1");
        AmplifyJsAnswer gone = await Client.RestAsync("get", "MyCloudApi", "/items/js-1");

        Assert.Equal([201, 201, 200, 200, 200, 204, 404], new[] { put, post, patch, get, head, delete, gone }.Select(static answer => answer.StatusCode));
        Assert.Equal("posted", post.Json.GetProperty("name").GetString());
        Assert.Equal("""{"id":"js-1","name":"O'Neil & søn 😀","stars":3}""", get.Body);
        Assert.Equal(get.Body!.Length + 3, int.Parse(Header(head, "content-length")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("", delete.Body);
    }

    [Fact]
    public async Task Get_IsSignedByTheGuestOfTheSession()
    {
        AmplifyJsAnswer session = await Client.SessionAsync();
        AmplifyJsAnswer arrived = await Client.RestAsync("get", "MySignedEvents", "/who");

        JsonElement identity = arrived.Json.GetProperty("requestContext").GetProperty("identity");
        Assert.StartsWith("us-east-1:", session.Result.GetProperty("identityId").GetString(), StringComparison.Ordinal);
        Assert.Equal(session.Result.GetProperty("identityId").GetString(), identity.GetProperty("cognitoIdentityId").GetString());
        Assert.Equal(session.Result.GetProperty("accessKeyId").GetString(), identity.GetProperty("accessKey").GetString());
        Assert.Equal("unauthenticated", identity.GetProperty("cognitoAuthenticationType").GetString());
    }

    // It sends a blank as "+" and signs "%20"; what verifies must know that a "+" in a query means a blank.
    [Theory]
    [InlineData("a b")]
    [InlineData("a+b&c=d/e?f#g%20h")]
    [InlineData("it's (1) *!~")]
    [InlineData("søn 😀")]
    public async Task Get_QueryWithAnyCharacters_ArrivesAsMeant(string value)
    {
        AmplifyJsAnswer arrived = await Client.RestAsync("get", "MySignedEvents", "/query", new { queryParams = new { v = value, u = "" } });

        JsonElement query = arrived.Json.GetProperty("queryStringParameters");
        Assert.Equal(value, query.GetProperty("v").GetString());
        Assert.Equal("", query.GetProperty("u").GetString());
    }

    [Theory]
    [InlineData("/a%20b", "a b")]
    [InlineData("/s%C3%B8n", "søn")]
    [InlineData("/a%2Fb", "a/b")]
    public async Task Get_EncodedPath_IsSignedAsTheServiceWantsIt(string path, string decoded)
    {
        AmplifyJsAnswer arrived = await Client.RestAsync("get", "MySignedEvents", path);

        Assert.Equal(path, arrived.Json.GetProperty("path").GetString());
        Assert.Equal(decoded, Uri.UnescapeDataString(arrived.Json.GetProperty("path").GetString()![1..]));
    }

    // A known defect of that client: it does not encode these in the path that it signs. API Gateway refuses that, and so must the backend.
    [Fact]
    public async Task Get_PathThatItSignsWrongly_IsRefusedAsByTheService()
    {
        AmplifyJsAnswer refused = await Client.RestAsync("get", "MySignedEvents", "/it's(1)", new { retryStrategy = new { strategy = "no-retry" } });

        Assert.Equal(403, refused.StatusCode);
        Assert.Equal("InvalidSignatureException", refused.Error.GetProperty("name").GetString());
        Assert.Contains("/it%27s%281%29", refused.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_HeadersAndNoCredentials_ReachAnOpenApi()
    {
        AmplifyJsAnswer arrived = await Client.RestAsync(
            "get", "MyPublicApi", "/open", new { headers = new Dictionary<string, string> { ["X-One"] = "1" }, defaultAuthMode = "none" });

        Assert.Equal("1", arrived.Json.GetProperty("headers").GetProperty("x-one").GetString());
        Assert.False(arrived.Json.GetProperty("headers").TryGetProperty("Authorization", out _));
    }

    [Fact]
    public async Task Get_ApiKey_OpensTheKeyedApi()
    {
        var headers = new Dictionary<string, string> { ["x-api-key"] = Backend.ApiKeys["MyKeyedApi"] };

        AmplifyJsAnswer without = await Client.RestAsync("get", "MyKeyedApi", "/keyed");
        AmplifyJsAnswer with = await Client.RestAsync("get", "MyKeyedApi", "/keyed", new { headers });

        Assert.Equal((403, "ForbiddenException", "Forbidden"), (without.StatusCode, NameOf(without), MessageOf(without)));
        Assert.Equal(200, with.StatusCode);
    }

    [Theory]
    [InlineData("MyCloudApi", "/items/none", "iam", 404, "UnknownError", "Not found")]
    [InlineData("MyCloudApi", "/items", "none", 403, "MissingAuthenticationTokenException", "Missing Authentication Token")]
    [InlineData("MyCloudApi", "/nothing-here", "iam", 403, "MissingAuthenticationTokenException", "Missing Authentication Token")]
    public async Task Get_Refused_IsTheErrorThatItExpects(string api, string path, string mode, int status, string name, string message)
    {
        AmplifyJsAnswer refused = await Client.RestAsync("get", api, path, new { defaultAuthMode = mode });

        Assert.Equal((status, name, message), (refused.StatusCode, NameOf(refused), MessageOf(refused)));
        Assert.Equal(message, refused.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Post_NoJson_IsRefusedWithTheApisWords()
    {
        AmplifyJsAnswer refused = await Client.RestAsync("post", "MyCloudApi", "/items", new { body = "no object" });

        Assert.Equal(400, refused.StatusCode);
        Assert.NotEqual("Unknown error", MessageOf(refused));
    }

    // It tries again after 429 and 5xx, three times in all, by what the answers say.
    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Get_TwiceFailing_IsTriedAgain(int status)
    {
        Backend.Faults.Sequence(SignedEvents, Fault.Status(status).Times(2));
        long before = Backend.Requests.Total;

        AmplifyJsAnswer third = await Client.RestAsync("get", "MySignedEvents", "/flaky");

        Assert.Equal(200, third.StatusCode);
        Assert.Equal([status, status, 200], StatusesSince(before));
    }

    [Fact]
    public async Task Get_FailingForGood_IsTheErrorOfTheService()
    {
        Backend.Faults.Sequence(SignedEvents, Fault.Status(429).Forever());

        AmplifyJsAnswer refused = await Client.RestAsync("get", "MySignedEvents", "/busy");

        Assert.Equal((429, "TooManyRequestsException", "Too Many Requests"), (refused.StatusCode, NameOf(refused), MessageOf(refused)));
    }

    // It sees by the Date of the refusal that its own clock is wrong, and signs the next attempt with the server's.
    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task Get_ServersClockOff_IsSignedAnewWithItsTime(int minutes)
    {
        Backend.Faults.ClockSkew = TimeSpan.FromMinutes(minutes);
        long before = Backend.Requests.Total;

        AmplifyJsAnswer arrived = await Client.RestAsync("get", "MySignedEvents", "/skewed");

        Assert.Equal(200, arrived.StatusCode);
        Assert.Equal([403, 200], StatusesSince(before));
    }

    [Fact]
    public async Task Get_ConnectionCut_IsANetworkError()
    {
        Backend.Faults.Sequence(SignedEvents, Fault.CutBeforeAnswer.Forever());

        AmplifyJsAnswer cut = await Client.RestAsync("get", "MySignedEvents", "/cut", new { retryStrategy = new { strategy = "no-retry" } });

        Assert.Equal("NetworkError", NameOf(cut));
    }

    [Theory]
    [InlineData("aws-exports.js")]
    [InlineData("amplify_outputs.json")]
    public async Task Configuration_OfEitherFormat_LeadsToTheApis(string file)
    {
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(Backend, file);

        AmplifyJsAnswer list = await client.RestAsync("get", "MyCloudApi", "/items", new { queryParams = new { order = "name" } });

        Assert.Equal(JsonValueKind.Array, list.Json.GetProperty("items").ValueKind);
    }

    [Fact]
    public async Task Session_GuestsNotAllowed_HasNoCredentials()
    {
        await using LocalBackend closed = await LocalBackend.StartAsync(
            new LocalBackendOptions { AllowGuests = false }, TestContext.Current.CancellationToken);
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(closed);

        AmplifyJsAnswer session = await client.SessionAsync();
        AmplifyJsAnswer unsigned = await client.RestAsync("get", "MyCloudApi", "/items");

        Assert.False(session.Result.TryGetProperty("accessKeyId", out _));
        Assert.Equal("MissingAuthenticationTokenException", NameOf(unsigned));
    }

    private static string? NameOf(AmplifyJsAnswer answer) => answer.Error.GetProperty("name").GetString();

    private static string? MessageOf(AmplifyJsAnswer answer) => answer.Error.GetProperty("message").GetString();

    private static string? Header(AmplifyJsAnswer answer, string name) => answer.Result.GetProperty("headers").GetProperty(name).GetString();

    // Whichever test comes first gets the guest's credentials before its own request.
    private IEnumerable<int> StatusesSince(long number) =>
        Backend.Requests.Snapshot().Where(request => request.Number > number && request.Api != LocalFaults.IdentityPool).Select(static request => request.StatusCode ?? 0);
}
