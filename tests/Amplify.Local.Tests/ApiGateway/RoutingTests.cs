using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.ApiGateway;

public sealed class RoutingTests
{
    private const string MissingToken = """{"message":"Missing Authentication Token"}""";
    private const string Forbidden = """{"message":"Forbidden"}""";

    private static ProxyResponse Show(ProxyRequest request) => ProxyResponse.Text(
        $"{request.HttpMethod} {request.Resource} {request.Path} {request.RequestContext.Path} {string.Join(',', request.PathParameters.Select(p => $"{p.Key}={p.Value}"))}");

    private static Task<Harness> StartAsync() => Harness.StartAsync(api =>
    {
        api.Authorization = RestAuthorization.None;
        api.Map("GET", "/", Show)
            .Map("GET", "/items", Show)
            .Map("POST", "/items", Show)
            .Map("GET", "/items/{id}", Show)
            .Map("GET", "/items/first", Show)
            .Map("ANY", "/items/first/{proxy+}", Show)
            .Map("GET", "/items/{id}/parts/{part}", Show)
            .Map("ANY", "/files/{proxy+}", Show)
            .Map("PUT", "/files/{proxy+}", request => ProxyResponse.Text("put"));
    });

    [Theory]
    [InlineData("/Api/prod", "GET / / /prod ")]
    [InlineData("/Api/prod/", "GET / / /prod/ ")]
    [InlineData("/Api/prod/items", "GET /items /items /prod/items ")]
    [InlineData("/Api/prod/items/", "GET /items /items/ /prod/items/ ")]
    [InlineData("/Api/prod/items/first", "GET /items/first /items/first /prod/items/first ")]
    [InlineData("/Api/prod/items/7", "GET /items/{id} /items/7 /prod/items/7 id=7")]
    [InlineData("/Api/prod/items/first/parts/2", "GET /items/first/{proxy+} /items/first/parts/2 /prod/items/first/parts/2 proxy=parts/2")]
    [InlineData("/Api/prod/items/7/parts/2", "GET /items/{id}/parts/{part} /items/7/parts/2 /prod/items/7/parts/2 id=7,part=2")]
    [InlineData("/Api/prod/files/a/b/c", "GET /files/{proxy+} /files/a/b/c /prod/files/a/b/c proxy=a/b/c")]
    [InlineData("/Api/prod/files/a//b", "GET /files/{proxy+} /files/a//b /prod/files/a//b proxy=a//b")]
    [InlineData("/Api/prod/files/a/", "GET /files/{proxy+} /files/a/ /prod/files/a/ proxy=a")]
    [InlineData("/Api/prod/items/a%2Fb", "GET /items/{id} /items/a%2Fb /prod/items/a%2Fb id=a%2Fb")]
    [InlineData("/Api/prod/items/a%2Balias@x+y", "GET /items/{id} /items/a%2Balias@x+y /prod/items/a%2Balias@x+y id=a%2Balias@x+y")]
    [InlineData("/Api/prod/items/..", "GET /items/{id} /items/.. /prod/items/.. id=..")]
    [InlineData("//Api//prod/items", "GET /items /items /prod/items ")]
    [InlineData("/Api/prod//items", "GET /items /items /prod//items ")]
    public async Task Get_KnownPath_FindsTheMostSpecificRoute(string target, string shown)
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.GetAsync(target);

        Assert.Equal((200, shown), (reply.Code, reply.Text));
    }

    [Theory]
    [InlineData("GET", "/Api/prod/nothing")]
    [InlineData("GET", "/Api/prod/Items")]
    [InlineData("GET", "/Api/prod/files")]
    [InlineData("GET", "/Api/prod/files/")]
    [InlineData("GET", "/Api/prod/files//")]
    [InlineData("GET", "/Api/prod/items//parts/2")]
    [InlineData("DELETE", "/Api/prod/items")]
    [InlineData("HEAD", "/Api/prod/items")]
    public async Task Send_UnknownRouteOrMethod_Answers403MissingAuthenticationToken(string method, string target)
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.SendAsync(harness.Request(method, target));

        Assert.Equal((403, "MissingAuthenticationTokenException"), (reply.Code, reply.ErrorType));
        Assert.Equal(method == "HEAD" ? "" : MissingToken, reply.Text);
    }

    [Theory]
    [InlineData("/Api/dev/items")]
    [InlineData("/Api")]
    [InlineData("/Other/prod/items")]
    [InlineData("/api/prod/items")]
    public async Task Get_UnknownStageOrApi_Answers403Forbidden(string target)
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.GetAsync(target);

        reply.ShouldBe(403, "ForbiddenException", Forbidden);
    }

    [Fact]
    public async Task Get_UnknownRouteWithABearerToken_IsReadAsABadSignature()
    {
        await using Harness harness = await StartAsync();
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/nothing");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer abc");

        Reply reply = await harness.SendAsync(request);

        Assert.Equal((403, "IncompleteSignatureException"), (reply.Code, reply.ErrorType));
    }

    [Theory]
    [InlineData("PUT", "put")]
    [InlineData("PATCH", "PATCH /files/{proxy+} /files/x /prod/files/x proxy=x")]
    public async Task Send_MethodWithAndWithoutARouteOfItsOwn_AnyServesTheRest(string method, string shown)
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.SendAsync(harness.Request(method, "/Api/prod/files/x"));

        Assert.Equal((200, shown), (reply.Code, reply.Text));
    }

    [Fact]
    public async Task Get_AnyAnswer_CarriesTheGatewaysIds()
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.GetAsync("/Api/prod/items");

        Assert.Matches("^[0-9a-f-]{36}$", reply.Header("x-amzn-RequestId"));
        Assert.Matches("^[A-Za-z0-9+/]{15}=$", reply.Header("x-amz-apigw-id"));
        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Sampled=0$", reply.Header("X-Amzn-Trace-Id"));
        Assert.NotNull(reply.Header("Date"));
    }

    [Fact]
    public async Task Get_AnotherStage_IsServedUnderItsOwnName()
    {
        await using Harness harness = await Harness.StartAsync(api =>
        {
            api.Stage = "dev";
            api.Map("GET", "/x", Show, RestAuthorization.None);
        });

        Assert.EndsWith("/Api/dev", harness.Backend.RestEndpoints["Api"].AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("GET /x /x /dev/x ", (await harness.GetAsync("/Api/dev/x")).Text);
    }

    [Theory]
    [InlineData("GET", "items")]
    [InlineData("GET", "/items/")]
    [InlineData("GET", "/{proxy+}/more")]
    [InlineData("GET", "/a b")]
    [InlineData("GET", "")]
    [InlineData("get", "/items")]
    [InlineData("FETCH", "/items")]
    public void Map_BadRoute_Throws(string method, string template)
    {
        var options = new LocalBackendOptions();

        Assert.Throws<ArgumentException>(() => options.AddApi("Api", api => api.Map(method, template, Show)));
    }

    [Theory]
    [InlineData("/a/{x}", "/a/{y}/z")]
    [InlineData("/a", "/a")]
    public async Task Start_RoutesThatContradict_Throws(string first, string second)
    {
        var options = new LocalBackendOptions();
        options.AddApi("Api", api => api.Map("GET", first, Show).Map("GET", second, Show));

        await Assert.ThrowsAsync<ArgumentException>(() => LocalBackend.StartAsync(options, Harness.Cancellation));
    }
}
