namespace Amplify.Api.Tests.Configuration;

public sealed class RestEndpointCatalogTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/relative")]
    [InlineData("api.example.com")]
    [InlineData("ftp://api.example.com")]
    [InlineData("https://user:pass@api.example.com")]
    [InlineData("https://api.example.com/?a=1")]
    [InlineData("https://api.example.com/#x")]
    public void Endpoint_NotUsable_NamesItsKey(string endpoint)
    {
        var error = Assert.Throws<AmplifyConfigurationException>(() => Catalog(Api("Good"), new() { Name = "Bad", Endpoint = endpoint }));

        Assert.Equal("Api.Endpoints[1].Endpoint", error.Key);
        Assert.Contains("'Bad'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", error.Message.Replace("password", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Name_GivenTwice_IsRefused() =>
        Assert.Equal("Api.Endpoints[1].Name", Assert.Throws<AmplifyConfigurationException>(() => Catalog(Api("A"), Api("A"))).Key);

    [Fact]
    public void Name_Missing_IsRefused() =>
        Assert.Equal("Api.Endpoints[0].Name", Assert.Throws<AmplifyConfigurationException>(() => Catalog(Api(" "))).Key);

    [Fact]
    public void HeaderOrKey_ThatCannotBeSent_IsRefusedWithoutItsValue()
    {
        RestEndpoint header = Api("A");
        header.Headers["X-Bad"] = "secret\n";
        RestEndpoint key = Api("A");
        key.ApiKey = "secret\n";

        var headerError = Assert.Throws<AmplifyConfigurationException>(() => Catalog(header));
        var keyError = Assert.Throws<AmplifyConfigurationException>(() => Catalog(key));

        Assert.Equal(("Api.Endpoints[0].Headers", "Api.Endpoints[0].ApiKey"), (headerError.Key, keyError.Key));
        Assert.DoesNotContain("secret", headerError.Message + keyError.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ChangedLater_DoNotReachTheCatalog()
    {
        RestEndpoint api = Api("A");
        RestEndpointCatalog catalog = Catalog(api);

        api.Headers["X-Late"] = "1";
        api.ApiKey = "late";

        Assert.Empty(catalog.Find("A").Headers);
        Assert.Null(catalog.Find("A").ApiKey);
        Assert.Equal("A", catalog.Find("A").ToString());
    }

    private static RestEndpoint Api(string name) => new() { Name = name, Endpoint = "https://api.example.com/prod" };

    private static RestEndpointCatalog Catalog(params RestEndpoint[] endpoints) => new(endpoints);
}
