using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.ApiGateway;

public sealed class ApiKeyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Get_KeyMissingOrUnknown_IsForbidden(string? key)
    {
        await using Harness harness = await Harness.StartAsync();
        HttpRequestMessage request = harness.Request("GET", "/MyKeyedApi/prod/x");
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        Reply reply = await harness.SendAsync(request);

        reply.ShouldBe(403, "ForbiddenException", """{"message":"Forbidden"}""");
    }

    [Fact]
    public async Task Get_WithTheKey_ShowsItInTheEvent()
    {
        await using Harness harness = await Harness.StartAsync();
        HttpRequestMessage request = harness.Request("GET", "/MyKeyedApi/prod/x");
        request.Headers.Add("X-Api-Key", harness.Backend.ApiKeys["MyKeyedApi"]);

        Reply reply = await harness.SendAsync(request);

        Assert.Equal(200, reply.Code);
        var identity = reply.Json.GetProperty("requestContext").GetProperty("identity");
        Assert.Equal(harness.Backend.ApiKeys["MyKeyedApi"], identity.GetProperty("apiKey").GetString());
        Assert.Matches("^[a-z0-9]{10}$", identity.GetProperty("apiKeyId").GetString());
    }

    [Fact]
    public async Task Get_KeyChosenInTheOptions_IsTheOne()
    {
        await using Harness harness = await Harness.StartAsync(api =>
        {
            api.ApiKey = "chosen";
            api.Map("GET", "/x", _ => ProxyResponse.Empty(200), RestAuthorization.ApiKey);
        });
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/x");
        request.Headers.Add("x-api-key", "chosen");

        Assert.Equal(200, (await harness.SendAsync(request)).Code);
        Assert.Equal("chosen", harness.Backend.ApiKeys["Api"]);
    }
}
