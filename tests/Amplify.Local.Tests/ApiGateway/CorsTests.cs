using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.ApiGateway;

public sealed class CorsTests
{
    private const string Default = "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token";

    [Theory]
    [InlineData("/MyCloudApi/prod/items")]
    [InlineData("/MyCloudApi/prod/items/1")]
    [InlineData("/MyKeyedApi/prod/anything")]
    public async Task Options_KnownPath_IsAnsweredWithoutAuthorization(string target)
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.SendAsync(harness.Request("OPTIONS", target));

        Assert.Equal((200, "{}"), (reply.Code, reply.Text));
        Assert.Equal("*", reply.Header("Access-Control-Allow-Origin"));
        Assert.Equal(Default, reply.Header("Access-Control-Allow-Headers"));
        Assert.Equal("DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT", reply.Header("Access-Control-Allow-Methods"));
    }

    [Fact]
    public async Task Options_HeadersAddedInTheOptions_AreAllowedToo()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { CorsHeaders = { "X-Tenant", "X-Trace" } });

        Reply reply = await harness.SendAsync(harness.Request("OPTIONS", "/MyCloudApi/prod/items"));

        Assert.Equal(Default + ",X-Tenant,X-Trace", reply.Header("Access-Control-Allow-Headers"));
    }

    [Fact]
    public async Task Options_UnknownPath_IsRefusedAsAnyOther()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.SendAsync(harness.Request("OPTIONS", "/MyCloudApi/prod/nothing"));

        Assert.Equal((403, "*"), (reply.Code, reply.Header("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task Options_RouteOfItsOwn_IsServedByIt()
    {
        await using Harness harness = await Harness.StartAsync(api =>
            api.Map("OPTIONS", "/x", _ => ProxyResponse.Text("mine"), RestAuthorization.None));

        Assert.Equal("mine", (await harness.SendAsync(harness.Request("OPTIONS", "/Api/prod/x"))).Text);
    }

    [Fact]
    public async Task Get_HandlerWithoutCors_GetsNoneFromTheGateway()
    {
        await using Harness harness = await Harness.StartAsync(api => api.Map("GET", "/x", _ => ProxyResponse.Text("x"), RestAuthorization.None));

        Assert.Null((await harness.GetAsync("/Api/prod/x")).Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Get_BuiltInApis_SendTheirOwn()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply shown = await harness.GetAsync("/MyPublicApi/prod/x");
        Reply listed = await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items");

        Assert.Equal(("*", "*"), (shown.Header("Access-Control-Allow-Origin"), listed.Header("Access-Control-Allow-Origin")));
        Assert.Equal("Date,X-Amzn-ErrorType", listed.Header("Access-Control-Expose-Headers"));
    }

    [Theory]
    [InlineData("/cognito-identity")]
    [InlineData("/cognito-identity/")]
    [InlineData("/")]
    [InlineData("/2015-03-31/functions/echo/invocations")]
    public async Task Options_ServicesOfAws_AllowTheirClientsHeaders(string target)
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.SendAsync(harness.Request("OPTIONS", target));

        Assert.Equal((200, "*"), (reply.Code, reply.Header("Access-Control-Allow-Origin")));
        Assert.Contains("X-Amz-Target", reply.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Contains("POST", reply.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
    }
}
