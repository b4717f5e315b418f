using System.Net;
using Amplify.Testing;

namespace Amplify.Api.Tests.Rest;

public sealed class RestCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verbs_EachSendsItsMethodAndReadsTheResult()
    {
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.OK, """{"id":7}"""));
        RestApi rest = fixture.Create();

        Item[] results =
        [
            await rest.GetAsync<Item>("MyApi", "/items", cancellationToken: Token),
            await rest.PostAsync<Item>("MyApi", "/items", new Item(1), cancellationToken: Token),
            await rest.PutAsync<Item>("MyApi", "/items", new Item(1), cancellationToken: Token),
            await rest.PatchAsync<Item>("MyApi", "/items", new Item(1), cancellationToken: Token),
            await rest.DeleteAsync<Item>("MyApi", "/items", cancellationToken: Token),
        ];

        Assert.All(results, item => Assert.Equal(7, item.Id));
        Assert.Equal(["GET", "POST", "PUT", "PATCH", "DELETE"], fixture.Stub.Requests.Select(request => request.Method.Method));
        Assert.All(fixture.Stub.Requests, request => Assert.Equal($"{RestFixture.Root}/items", request.Uri.AbsoluteUri));
        Assert.All(fixture.Stub.Requests, request => Assert.Equal("application/json", request["Accept"]));
        Assert.Equal([null, """{"id":1}""", """{"id":1}""", """{"id":1}""", null], fixture.Stub.Requests.Select(r => r.Body is null ? null : r.Text));
    }

    [Fact]
    public async Task Verbs_WithoutResult_SendTheirMethodAndIgnoreTheBody()
    {
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.Created, "not json"));
        RestApi rest = fixture.Create();

        await rest.GetAsync("MyApi", "/items", cancellationToken: Token);
        await rest.PostAsync("MyApi", "/items", new Item(1), cancellationToken: Token);
        await rest.PutAsync("MyApi", "/items", new Item(1), cancellationToken: Token);
        await rest.PatchAsync("MyApi", "/items", new Item(1), cancellationToken: Token);
        await rest.DeleteAsync("MyApi", "/items", new Item(1), cancellationToken: Token);

        Assert.Equal(["GET", "POST", "PUT", "PATCH", "DELETE"], fixture.Stub.Requests.Select(request => request.Method.Method));
        Assert.Equal("""{"id":1}""", fixture.Stub.Requests[4].Text);
    }

    [Fact]
    public async Task Head_GivesStatusAndHeaders()
    {
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.OK, headers: ("ETag", "\"v1\"")));

        using RestResponse response = await fixture.Create().HeadAsync("MyApi", "/items/1", cancellationToken: Token);

        Assert.Equal(HttpMethod.Head, fixture.Stub.Only.Method);
        Assert.Equal("\"v1\"", response.Headers["etag"]);
        Assert.True(response.IsSuccess);
    }

    [Fact]
    public async Task VerbsAndHead_StatusOutside2xx_Throw()
    {
        RestApi rest = new RestFixture(StubHandler.Answering(HttpStatusCode.NotFound)).Create();

        Func<Task>[] calls =
        [
            () => rest.GetAsync<Item>("MyApi", "/items", cancellationToken: Token),
            () => rest.GetAsync("MyApi", "/items", cancellationToken: Token),
            () => rest.HeadAsync("MyApi", "/items", cancellationToken: Token),
            () => rest.PutAsync("MyApi", "/items", cancellationToken: Token),
        ];

        foreach (Func<Task> call in calls)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<ApiException>(call)).StatusCode);
        }
    }

    [Fact]
    public async Task Send_StatusOutside2xx_GivesTheWholeAnswer()
    {
        RestApi rest = new RestFixture(StubHandler.Answering(
            HttpStatusCode.Conflict, """{"message":"taken"}""", headers: [("x-amzn-RequestId", "id-1"), ("X-Many", "a"), ("X-Many", "b")])).Create();

        using RestResponse response = await rest.SendAsync(HttpMethod.Put, "MyApi", "/items?secret=1", cancellationToken: Token);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.False(response.IsSuccess);
        Assert.Equal("""{"message":"taken"}""", response.Text);
        Assert.Equal(response.Text.Length, response.Body.Length);
        Assert.Equal("taken", response.ReadAs<Dictionary<string, string>>()["message"]);
        Assert.Equal("a, b", response.Headers["x-many"]);
        Assert.Equal("id-1", response.RequestId);
        Assert.Equal("PUT /items on MyApi: 409, 19 bytes", response.ToString());
        Assert.Equal("id-1", Assert.Throws<ApiException>(response.EnsureSuccess).RequestId);
    }

    [Fact]
    public async Task Response_Disposed_HasNoBody()
    {
        RestResponse response = await new RestFixture().Create().SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Token);
        Assert.Same(response, response.EnsureSuccess());

        response.Dispose();
        response.Dispose();

        Assert.Throws<ObjectDisposedException>(() => response.Text);
        Assert.Throws<ObjectDisposedException>(() => response.Body);
        Assert.Throws<ObjectDisposedException>(() => response.ReadAs<Item>());
    }

    [Fact]
    public void EndpointOf_KnownName_IsItsRoot() => Assert.Equal(new Uri(RestFixture.Root), new RestFixture().Create().EndpointOf("MyApi"));

    [Fact]
    public async Task UnknownApi_ListsConfiguredNames()
    {
        var fixture = new RestFixture();
        fixture.Endpoints.Add(new RestEndpoint { Name = "Another", Endpoint = RestFixture.Root });
        RestApi rest = fixture.Create();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => rest.GetAsync("myapi", "/", cancellationToken: Token));

        Assert.Contains("'myapi'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Another, MyApi", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, Assert.Throws<ArgumentException>(() => rest.EndpointOf("myapi")).Message);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task UnknownApi_NoneConfigured_TellsWhereToAddOne()
    {
        var fixture = new RestFixture();
        fixture.Endpoints.Clear();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Create().GetAsync("MyApi", "/", cancellationToken: Token));

        Assert.Contains("Api.Endpoints", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("items")]
    [InlineData("https://evil.example/")]
    [InlineData("/a\r\nX-Injected: 1")]
    [InlineData("/a?q=\n")]
    [InlineData("/#x")]
    public async Task WrongPath_IsRefusedBeforeAnythingIsSent(string path)
    {
        var fixture = new RestFixture();

        Assert.Equal("path", (await Assert.ThrowsAsync<ArgumentException>(() => fixture.SentAsync(path: path))).ParamName);

        Assert.Empty(fixture.Stub.Requests);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task BodyOnGetOrHead_IsRefused(string method)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => new RestFixture().SentAsync(new HttpMethod(method), body: "x"));

        Assert.Equal("body", error.ParamName);
    }

    [Fact]
    public async Task OptionsAsBody_AreRefused() => Assert.Contains(
        "options:",
        (await Assert.ThrowsAsync<ArgumentException>(() => new RestFixture().Create().DeleteAsync("MyApi", "/", new RestOptions(), cancellationToken: Token))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task QueryParameters_IndexerReplacesAndAddRepeats()
    {
        var options = new RestOptions { QueryParameters = { ["a"] = "new", ["gone"] = null } };
        options.QueryParameters.Add("c", "1");
        options.QueryParameters.Add("c", "2+2 ü");

        SentRequest sent = await new RestFixture().SentAsync(path: "/items?a=old&b=1&gone=1&c=0", options: options);

        Assert.Equal("/prod/items?b=1&c=0&a=new&c=1&c=2%2B2%20%C3%BC", sent.Target);
        Assert.Equal("new", options.QueryParameters["a"]);
        Assert.Null(options.QueryParameters["none"]);
        Assert.Equal(4, options.QueryParameters.Count());
    }

    [Fact]
    public async Task QueryParameters_ControlCharacter_IsRefused() => await Assert.ThrowsAsync<ArgumentException>(
        () => new RestFixture().SentAsync(options: new() { QueryParameters = { ["q"] = "a\r\nb" } }));

    [Fact]
    public async Task Timeout_OfTheCall_IsKept()
    {
        var fixture = new RestFixture(StubHandler.Silent());

        Task sending = fixture.SentAsync(options: new() { Timeout = TimeSpan.FromSeconds(3) });
        fixture.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(3), (await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending)).Timeout);
    }

    [Fact]
    public async Task Timeout_SwitchedOffByTheCall_WinsOverTheClients()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        var fixture = new RestFixture(new StubHandler((_, token) => answer.Task.WaitAsync(token)));

        Task<SentRequest> sending = fixture.SentAsync(HttpMethod.Post, options: new() { Timeout = Timeout.InfiniteTimeSpan });
        fixture.Time.Advance(TimeSpan.FromHours(1));
        answer.SetResult(new HttpResponseMessage(HttpStatusCode.OK));

        Assert.Equal(HttpMethod.Post, (await sending).Method);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    public void Timeout_NotPositive_IsRefused(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestOptions { Timeout = TimeSpan.FromSeconds(seconds) });

    private sealed record Item(int Id);
}
