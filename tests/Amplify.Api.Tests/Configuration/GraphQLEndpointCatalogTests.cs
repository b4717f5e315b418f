namespace Amplify.Api.Tests.Configuration;

public sealed class GraphQLEndpointCatalogTests
{
    private const string AppSyncUrl = "https://abc.appsync-api.eu-west-1.amazonaws.com/graphql";

    [Fact]
    public void Find_AppSync_IsTheDefaultApi()
    {
        GraphQLEndpointEntry entry = new GraphQLEndpointCatalog(new()
        {
            AppSync =
            {
                GraphQLEndpoint = AppSyncUrl, Region = "eu-west-1", AuthenticationType = AuthMode.UserPool, ApiKey = "da2-key",
                TokenKind = TokenKind.Id, FallbackModes = { AuthMode.ApiKey, AuthMode.Iam }, RealtimeEndpoint = "wss://realtime.example/graphql",
            },
        }).Find(null);

        Assert.Equal((AppSyncUrl, "eu-west-1", AuthMode.UserPool), (entry.Endpoint.AbsoluteUri, entry.Region, entry.Mode));
        Assert.Equal(("da2-key", TokenKind.Id, "realtime.example"), (entry.ApiKey, entry.TokenKind, entry.RealtimeEndpoint?.Host));
        Assert.Equal([AuthMode.ApiKey, AuthMode.Iam], entry.FallbackModes);
        Assert.DoesNotContain("da2-key", entry.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("da2-key", AuthMode.ApiKey)]
    [InlineData(null, AuthMode.Iam)]
    public void AppSync_WithoutMode_GoesByItsKey(string? key, AuthMode mode) =>
        Assert.Equal(mode, new GraphQLEndpointCatalog(new() { AppSync = { GraphQLEndpoint = AppSyncUrl, ApiKey = key } }).Find(null).Mode);

    [Fact]
    public void Find_BothSet_CustomServesOperationsAndAppSyncSubscriptions()
    {
        var catalog = new GraphQLEndpointCatalog(new()
        {
            GraphQLEndpoint = "https://example.com/graphql",
            GraphQLHeaders = static (_, _) => new(new Dictionary<string, string?>()),
            AppSync = { GraphQLEndpoint = AppSyncUrl, ApiKey = "da2-key", RealtimeEndpoint = "wss://realtime.example/graphql" },
        });

        GraphQLEndpointEntry custom = catalog.Find(null);
        GraphQLEndpointEntry appSync = catalog.FindForSubscriptions(null);
        Assert.Equal(("example.com", AuthMode.None, null), (custom.Endpoint.Host, custom.Mode, custom.ApiKey));
        Assert.Null(custom.RealtimeEndpoint);
        Assert.NotNull(custom.CustomHeader);
        Assert.Equal((AppSyncUrl, AuthMode.ApiKey, "realtime.example"), (appSync.Endpoint.AbsoluteUri, appSync.Mode, appSync.RealtimeEndpoint?.Host));
        Assert.Null(appSync.CustomHeader);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Headers_CustomEndpointNotSet_BelongToAppSync(string? custom) => Assert.NotNull(new GraphQLEndpointCatalog(new()
    {
        GraphQLEndpoint = custom,
        GraphQLHeaders = static (_, _) => new(new Dictionary<string, string?>()),
        AppSync = { GraphQLEndpoint = AppSyncUrl },
    }).Find(null).CustomHeader);

    [Fact]
    public void FindForSubscriptions_CustomAlone_TakesTheRealtimeUrl()
    {
        var catalog = new GraphQLEndpointCatalog(new() { GraphQLEndpoint = "https://example.com/graphql", AppSync = { RealtimeEndpoint = "wss://realtime.example" } });

        Assert.Equal("realtime.example", catalog.FindForSubscriptions(null).RealtimeEndpoint?.Host);
    }

    [Fact]
    public void Custom_WithIamRegion_IsSignedAsExecuteApi()
    {
        GraphQLEndpointEntry entry = new GraphQLEndpointCatalog(new() { GraphQLEndpoint = AppSyncUrl, GraphQLEndpointIamRegion = "us-west-2" }).Find(null);

        Assert.Equal((AuthMode.Iam, "us-west-2", "execute-api"), (entry.Mode, entry.Region, entry.Service));
    }

    [Fact]
    public void IamRegion_WithoutEndpoint_IsTold()
    {
        var error = Assert.Throws<AmplifyConfigurationException>(() => new GraphQLEndpointCatalog(new() { GraphQLEndpointIamRegion = "us-west-2" }));

        Assert.Equal("Api.GraphQLEndpointIamRegion", error.Key);
        Assert.Contains("graphql_endpoint", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/graphql", null, null, AuthMode.None)]
    [InlineData("https://example.com/graphql", "key", null, AuthMode.ApiKey)]
    [InlineData("https://example.com/graphql", null, "execute-api", AuthMode.Iam)]
    [InlineData(AppSyncUrl, null, null, AuthMode.Iam)]
    [InlineData(AppSyncUrl, "key", null, AuthMode.ApiKey)]
    public void Named_WithoutMode_GoesByKeyServiceAndHost(string endpoint, string? key, string? service, AuthMode mode) =>
        Assert.Equal(mode, Catalog(new GraphQLEndpoint { Name = "A", Endpoint = endpoint, ApiKey = key, Service = service }).Find("A").Mode);

    [Fact]
    public void Find_UnknownName_ListsConfiguredNames()
    {
        var error = Assert.Throws<ArgumentException>(() => Catalog(Api("Zeta"), Api("Alpha")).Find("Beta"));

        Assert.Contains("'Beta'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Alpha, Zeta", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoDefault_TellsWhatToSetAndTheNames()
    {
        var error = Assert.Throws<AmplifyConfigurationException>(() => Catalog(Api("Alpha")).Find(null));

        Assert.Equal("Api.AppSync.GraphQLEndpoint", error.Key);
        Assert.Contains("aws_appsync_graphqlEndpoint", error.Message, StringComparison.Ordinal);
        Assert.Contains("Alpha", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/graphql")]
    [InlineData("ftp://example.com")]
    [InlineData("https://user:pass@example.com")]
    [InlineData("https://example.com/graphql?a=1")]
    public void Endpoint_NotUsable_NamesItsKey(string endpoint)
    {
        var named = Assert.Throws<AmplifyConfigurationException>(() => Catalog(Api("Good"), new GraphQLEndpoint { Name = "Bad", Endpoint = endpoint }));
        var custom = Assert.Throws<AmplifyConfigurationException>(() => new GraphQLEndpointCatalog(new() { GraphQLEndpoint = endpoint }));
        var appSync = Assert.Throws<AmplifyConfigurationException>(() => new GraphQLEndpointCatalog(new() { AppSync = { GraphQLEndpoint = endpoint } }));

        Assert.Equal(["Api.GraphQLApis[1].Endpoint", "Api.GraphQLEndpoint", "Api.AppSync.GraphQLEndpoint"], [named.Key, custom.Key, appSync.Key]);
        Assert.DoesNotContain("pass@", named.Message + custom.Message + appSync.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RealtimeEndpoint_NotUsable_NamesItsKey() => Assert.Equal(
        "Api.GraphQLApis[0].RealtimeEndpoint",
        Assert.Throws<AmplifyConfigurationException>(() => Catalog(new GraphQLEndpoint { Name = "A", Endpoint = AppSyncUrl, RealtimeEndpoint = "ftp://x" })).Key);

    [Fact]
    public void Name_GivenTwiceOrMissing_IsRefused()
    {
        Assert.Equal("Api.GraphQLApis[1].Name", Assert.Throws<AmplifyConfigurationException>(() => Catalog(Api("A"), Api("A"))).Key);
        Assert.Equal("Api.GraphQLApis[0].Name", Assert.Throws<AmplifyConfigurationException>(() => Catalog(Api(" "))).Key);
    }

    [Fact]
    public void HeaderOrKey_ThatCannotBeSent_IsRefusedWithoutItsValue()
    {
        GraphQLEndpoint header = Api("A");
        header.Headers["X-Bad"] = "secret\n";
        GraphQLEndpoint key = Api("A");
        key.ApiKey = "secret\n";

        var headerError = Assert.Throws<AmplifyConfigurationException>(() => Catalog(header));
        var keyError = Assert.Throws<AmplifyConfigurationException>(() => Catalog(key));
        var appSyncError = Assert.Throws<AmplifyConfigurationException>(
            () => new GraphQLEndpointCatalog(new() { AppSync = { GraphQLEndpoint = AppSyncUrl, ApiKey = "secret\n" } }));

        Assert.Equal(["Api.GraphQLApis[0].Headers", "Api.GraphQLApis[0].ApiKey", "Api.AppSync.ApiKey"], [headerError.Key, keyError.Key, appSyncError.Key]);
        Assert.DoesNotContain("secret", headerError.Message + keyError.Message + appSyncError.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ChangedLater_DoNotReachTheCatalog()
    {
        GraphQLEndpoint api = Api("A");
        GraphQLEndpointEntry entry = Catalog(api).Find("A");

        api.Headers["x-late"] = "1";
        api.FallbackModes.Add(AuthMode.Iam);

        Assert.Empty(entry.Headers);
        Assert.Empty(entry.FallbackModes);
    }

    private static GraphQLEndpoint Api(string name) => new() { Name = name, Endpoint = AppSyncUrl };

    private static GraphQLEndpointCatalog Catalog(params GraphQLEndpoint[] endpoints)
    {
        var api = new ApiConfiguration();
        foreach (GraphQLEndpoint endpoint in endpoints)
        {
            api.GraphQLApis.Add(endpoint);
        }

        return new GraphQLEndpointCatalog(api);
    }
}
