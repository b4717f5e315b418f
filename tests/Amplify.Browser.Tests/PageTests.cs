using System.Globalization;
using System.Text.Json;
using Amplify.Browser.TestApp.Checks;

namespace Amplify.Browser.Tests;

public sealed class PageTests : IClassFixture<PageRun>
{
    private readonly PageRun _page;

    public PageTests(PageRun page)
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        _page = page;
    }

    public static TheoryData<string> Targets { get; } = [.. HostileTarget.All.Select(static target => target.Name)];

    [Fact]
    public void Guest_HasCredentialsOfTheIdentityPool() =>
        Assert.StartsWith("guest session, us-east-1:", _page.Results["guest"], StringComparison.Ordinal);

    [Theory]
    [InlineData("sign-in", "Done, others had a turn: True")]
    [InlineData("user", "jané😀, True")]
    [InlineData("signed as the user", "True")]
    public void User_SignsInAndCalls(string check, string expected) => Assert.Equal(expected, _page.Results[check]);

    [Fact]
    public void User_WrongPassword_IsATypedError() =>
        Assert.StartsWith("AmplifyAuthException: The user pool service answered RespondToAuthChallenge with 400", _page.Results["wrong password"], StringComparison.Ordinal);

    [Fact]
    public void User_SignedOut_IsAGuestAgain() =>
        Assert.StartsWith("guest session, us-east-1:", _page.Results["sign-out"], StringComparison.Ordinal);

    [Theory]
    [InlineData("put", "Item { Id = 1, Name = O'Neil & søn, Stars = 3 }")]
    [InlineData("get", "Item { Id = 1, Name = O'Neil & søn, Stars = 3 }")]
    [InlineData("patch", "Item { Id = 1, Name = patched, Stars = 4 }")]
    [InlineData("post", "posted")]
    [InlineData("put stream", "Item { Id = 2, Name = streamed, Stars = 1 }")]
    [InlineData("list", "streamed patched posted")]
    [InlineData("head", "200")]
    [InlineData("delete", "204")]
    public void SignedCall_OfEveryVerb_IsDone(string check, string expected) => Assert.Equal(expected, _page.Results[check]);

    [Fact]
    public void SignedCall_RefusedByTheApi_IsItsError() =>
        Assert.StartsWith("ApiException: GET /items/1 on MyCloudApi answered 404: Not found.", _page.Results["get deleted"], StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Targets))]
    public void SignedCall_HostileTarget_ArrivesAsMeant(string name)
    {
        HostileTarget target = HostileTarget.All.Single(target => target.Name == name);

        using JsonDocument arrived = JsonDocument.Parse(_page.Results[$"target: {name}"]);

        Assert.Equal(target.Wire, arrived.RootElement.GetProperty("path").GetString());
        Assert.Equal(target.Value, arrived.RootElement.GetProperty("queryStringParameters").GetProperty("v").GetString());
        Assert.StartsWith("us-east-1:", IdentityOf(arrived), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("target: dot segment", "\"..\"")]
    [InlineData("target: encoded dot segment", "\"%2e%2E\"")]
    public void SignedCall_DotSegment_IsRefusedBeforeTheBrowserResolvesIt(string check, string segment)
    {
        Assert.StartsWith($"ArgumentException: The path holds the segment {segment}", _page.Results[check], StringComparison.Ordinal);
    }

    [Fact]
    public void OpenApi_IsCalledWithoutASignature()
    {
        using JsonDocument arrived = JsonDocument.Parse(_page.Results["open"]);

        Assert.Equal("/hello", arrived.RootElement.GetProperty("path").GetString());
        Assert.Null(IdentityOf(arrived));
        Assert.DoesNotContain("x-amz-date", _page.Results["open"], StringComparison.OrdinalIgnoreCase);
    }

    // A browser sends its own, and one that lets a page set it asks the API for leave, which API Gateway does not give.
    [Fact]
    public void Request_InABrowser_HasNoUserAgentOfOurs() => Assert.Equal("", _page.Results["headers given to the browser"]);

    [Fact]
    public void KeyedApi_GetsTheKey()
    {
        using JsonDocument arrived = JsonDocument.Parse(_page.Results["keyed"]);

        Assert.NotEqual("", arrived.RootElement.GetProperty("requestContext").GetProperty("identity").GetProperty("apiKey").GetString());
    }

    [Fact]
    public void WrongSecret_IsRefusedWithTheErrorTypeAndTheDateThatCorsShows()
    {
        string[] parts = _page.Results["wrong secret"].Split(", ", 2);

        Assert.Equal("403 InvalidSignatureException", parts[0]);
        Assert.True(DateTimeOffset.TryParseExact(parts[1], "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), parts[1]);
    }

    [Fact]
    public void NoSignature_IsRefusedWithTheErrorTypeThatCorsShows() =>
        Assert.Contains("answered 403 (MissingAuthenticationTokenException)", _page.Results["unsigned"], StringComparison.Ordinal);

    [Fact]
    public void SigV4Handler_WithoutAClient_SignsAsWell() => Assert.Equal("200", _page.Results["SigV4Handler"]);

    [Theory]
    [InlineData("fault: slow", "AmplifyTimeoutException: POST /slow on MyPublicApi got no complete answer within 0.3 s.")]
    [InlineData("fault: cancelled", "OperationCanceledException: POST /slow on MyPublicApi was cancelled.")]
    [InlineData("fault: cut", "AmplifyNetworkException: POST /cut on MyPublicApi got no complete answer: the browser could not fetch")]
    [InlineData("fault: cut within the body", "AmplifyNetworkException: POST /half on MyPublicApi got no complete answer: the browser could not fetch")]
    [InlineData("fault: header that CORS does not allow", "AmplifyNetworkException: POST / on MyPublicApi got no complete answer: the browser could not fetch")]
    [InlineData("fault: redirect", "ApiException: POST /moved on MyPublicApi answered 0. It points to another place, which is not followed")]
    public void Fault_IsAnErrorThatTellsWhatHappened(string check, string expected) =>
        Assert.StartsWith(expected, _page.Results[check], StringComparison.Ordinal);

    [Fact]
    public void Get_TwiceUnavailable_IsTriedAgain() => Assert.Equal("/flaky", PathOf("fault: twice unavailable"));

    // The page's clock is wrong by the server's: it sees so by the Date that CORS shows, and signs the POST anew.
    [Fact]
    public void Post_ClockOffByTenMinutes_IsSignedWithTheServersTime() => Assert.Equal("/skewed", PathOf("fault: server's clock ahead"));

    [Theory]
    [InlineData("subscription: API key", "O'Neil & søn 😀")]
    [InlineData("subscription: signed", "O'Neil & søn 😀")]
    [InlineData("subscription: cut", "Reconnected, after the cut")]
    [InlineData("subscription: graphql-transport-ws", "1 2 3")]
    [InlineData("subscription: channel", "Item { Id = 1, Name = heard, Stars = 5 }")]
    public void Subscription_GivesWhatIsSent(string check, string expected) => Assert.Equal(expected, _page.Results[check]);

    [Fact]
    public void Subscription_RefusedByTheServer_IsItsError() =>
        Assert.Contains("UnauthorizedException", _page.Results["subscription: refused"], StringComparison.Ordinal);

    // The page sees no more of the answer than that there is no WebSocket; that the host answers otherwise tells the two apart.
    [Fact]
    public void Subscription_HandshakeRefused_IsSuspectedToBeTheAuthorization() =>
        Assert.Contains("refused again and again although the host is within reach", _page.Results["subscription: handshake refused"], StringComparison.Ordinal);

    [Fact]
    public void Network_ThatGoesAndComes_IsTold() => Assert.Equal("True False True", _page.Results["network"]);

    [Fact]
    public void Page_HasNoUncaughtError() => Assert.Empty(_page.PageErrors);

    // The browser itself reports each answer that is an error and each fetch that fails, and the client the connection that was refused; there is nothing else.
    [Fact]
    public void Console_HasOnlyTheRefusalsAndFaultsThatWereAskedFor() => Assert.Equal(
        [
            "Access to fetch has been blocked by CORS policy: Request header field x-unknown",
            "Failed to load resource: net::ERR_CONNECTION_RESET",
            "Failed to load resource: net::ERR_CONTENT_LENGTH_MISMATCH",
            "Failed to load resource: net::ERR_FAILED",
            "Failed to load resource: the server responded with a status of 400 (Bad Request)",
            "Failed to load resource: the server responded with a status of 403 (Forbidden)",
            "Failed to load resource: the server responded with a status of 404 (Not Found)",
            "Failed to load resource: the server responded with a status of 503 (Service Unavailable)",
            "WebSocket connection failed: Error during WebSocket handshake: Unexpected response code: 403",
            "fail: Amplify.Realtime[405]",
        ],
        _page.ConsoleErrors.Select(WithoutAddresses).Distinct().Order(StringComparer.Ordinal));

    private string? PathOf(string check)
    {
        using JsonDocument arrived = JsonDocument.Parse(_page.Results[check]);
        return arrived.RootElement.GetProperty("path").GetString();
    }

    private static string? IdentityOf(JsonDocument arrived) =>
        arrived.RootElement.GetProperty("requestContext").GetProperty("identity").GetProperty("cognitoIdentityId").GetString();

    private static string WithoutAddresses(string error) => error.StartsWith("Access to fetch at ", StringComparison.Ordinal)
        ? $"Access to fetch {error[error.IndexOf("has been", StringComparison.Ordinal)..error.IndexOf(" is not allowed", StringComparison.Ordinal)]}"
        : error.StartsWith("WebSocket connection to ", StringComparison.Ordinal)
            ? $"WebSocket connection {error[error.IndexOf("failed", StringComparison.Ordinal)..]}"
            : error.Split('\n')[0];
}
