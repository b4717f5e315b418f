using System.Text;
using Amplify.Configuration;
using Microsoft.Extensions.Configuration;

namespace Amplify.Tests.Configuration;

/// <summary>The GraphQL APIs of every kind of source.</summary>
public sealed class GraphQLConfigurationTests
{
    private const string Flat =
        "\"aws_appsync_graphqlEndpoint\": \"https://flat.example/graphql\", \"aws_appsync_region\": \"eu-west-1\", \"aws_appsync_authenticationType\": \"AWS_LAMBDA\", \"aws_appsync_apiKey\": \"da2-flat\"";

    [Theory]
    [InlineData("export default { @ };")]
    [InlineData("{ @ }")]
    [InlineData("{ \"UserAgent\": \"x\", \"api\": { \"plugins\": {} }, @ }")]
    [InlineData("{ \"version\": \"1.4\", \"data\": { \"url\": \"https://data.example/graphql\", \"aws_region\": \"us-east-1\" }, @ }")]
    public void Parse_AppSyncKeysAtTheRoot_AreReadFromEveryFile(string text)
    {
        AppSyncConfiguration appSync = AmplifyConfiguration.Parse(text.Replace("@", Flat, StringComparison.Ordinal)).Api.AppSync;

        Assert.Equal(("https://flat.example/graphql", "eu-west-1", AuthMode.Lambda, "da2-flat"), (appSync.GraphQLEndpoint, appSync.Region, appSync.AuthenticationType, appSync.ApiKey));
    }

    [Fact]
    public void FromConfiguration_AppSyncKeysAtTheRoot_AreRead()
    {
        AppSyncConfiguration appSync = FromJson($"{{ {Flat} }}").Api.AppSync;

        Assert.Equal(("https://flat.example/graphql", "eu-west-1", AuthMode.Lambda, "da2-flat"), (appSync.GraphQLEndpoint, appSync.Region, appSync.AuthenticationType, appSync.ApiKey));
    }

    [Fact]
    public void Parse_KeysAtTheRootBesideOutputs_KeepWhatTheyDoNotSet()
    {
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse("""
            { "version": "1", "auth": { "aws_region": "us-east-1", "identity_pool_id": "us-east-1:1" }, "data": { "url": "https://data.example/graphql", "api_key": "da2-data" },
              "aws_appsync_authenticationType": "API_KEY" }
            """);

        Assert.Equal(("us-east-1", "us-east-1:1"), (configuration.Region, configuration.Auth.IdentityPoolId));
        AppSyncConfiguration appSync = configuration.Api.AppSync;
        Assert.Equal(("https://data.example/graphql", "da2-data", AuthMode.ApiKey), (appSync.GraphQLEndpoint, appSync.ApiKey, appSync.AuthenticationType));
    }

    [Fact]
    public void Parse_ExportsWithAVersionOfTheirOwn_AreNotTakenForOutputs() =>
        Assert.Equal("eu-west-1", AmplifyConfiguration.Parse("""{ "aws_project_region": "eu-west-1", "version": "7" }""").Region);

    [Theory]
    [InlineData("""[ { "Name": "A", @ }, { "Name": "B", "Endpoint": "https://b.example/graphql" } ]""")]
    [InlineData("""{ "A": { @ }, "B": { "Endpoint": "https://b.example/graphql" } }""")]
    public void FromConfiguration_NamedApis_AreReadAsAListOrByName(string apis)
    {
        const string Members = """
            "Endpoint": "https://a.example/graphql", "Region": "eu-west-1", "Service": "execute-api", "AuthMode": "AMAZON_COGNITO_USER_POOLS", "ApiKey": "da2-a",
            "TokenKind": "Id", "RealtimeEndpoint": "wss://a.example/realtime", "FallbackModes": [ "API_KEY", "Iam" ], "Headers": { "X-Tenant": "7" }
            """;

        IList<GraphQLEndpoint> read = FromJson($$"""{ "Api": { "GraphQLApis": {{apis.Replace("@", Members, StringComparison.Ordinal)}} } }""").Api.GraphQLApis;

        Assert.Equal(["A", "B"], read.Select(api => api.Name));
        GraphQLEndpoint a = read[0];
        Assert.Equal(("https://a.example/graphql", "eu-west-1", "execute-api", "da2-a"), (a.Endpoint, a.Region, a.Service, a.ApiKey));
        Assert.Equal((AuthMode.UserPool, TokenKind.Id, "wss://a.example/realtime", "7"), (a.AuthMode, a.TokenKind, a.RealtimeEndpoint, a.Headers["x-tenant"]));
        Assert.Equal([AuthMode.ApiKey, AuthMode.Iam], a.FallbackModes);
        Assert.Empty(read[1].FallbackModes);
    }

    [Fact]
    public void FromConfiguration_AppSync_HasFallbackModesAndTokenKind()
    {
        AppSyncConfiguration appSync = FromJson("""{ "Api": { "AppSync": { "FallbackModes": [ "AWS_IAM", "API_KEY" ], "TokenKind": "id" } } }""").Api.AppSync;

        Assert.Equal([AuthMode.Iam, AuthMode.ApiKey], appSync.FallbackModes);
        Assert.Equal(TokenKind.Id, appSync.TokenKind);
    }

    [Fact]
    public void FromConfiguration_RestApi_HasTokenKind() => Assert.Equal(
        TokenKind.Id, FromJson("""{ "Api": { "Endpoints": { "A": { "Endpoint": "http://a", "TokenKind": "Id" } } } }""").Api.Endpoints[0].TokenKind);

    [Theory]
    [InlineData("""{ "Api": { "AppSync": { "TokenKind": "refresh" } } }""", "Api:AppSync:TokenKind must be \"access\" or \"id\"; it is \"refresh\".")]
    [InlineData(
        """{ "Api": { "AppSync": { "FallbackModes": [ "API_KEY", "MAGIC" ] } } }""",
        "Api:AppSync:FallbackModes:1 must be one of API_KEY, AWS_IAM, AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_LAMBDA or NONE; it is \"MAGIC\".")]
    [InlineData(
        """{ "Api": { "AppSync": { "FallbackModes": [ "" ] } } }""",
        "Api:AppSync:FallbackModes:0 is missing; it must be one of API_KEY, AWS_IAM, AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_LAMBDA or NONE.")]
    [InlineData(
        """{ "Api": { "GraphQLApis": { "A": { "Endpoint": "x" } } } }""",
        "Api:GraphQLApis:A:Endpoint must be an absolute http or https URL such as \"https://abc.appsync-api.us-east-1.amazonaws.com/graphql\"; it is \"x\".")]
    [InlineData(
        """{ "Api": { "GraphQLApis": [ { "Name": "A" } ] } }""",
        "Api:GraphQLApis:0:endpoint is missing; it must be an absolute http or https URL such as \"https://abc.appsync-api.us-east-1.amazonaws.com/graphql\".")]
    public void FromConfiguration_WrongValue_TellsItsKey(string json, string message) =>
        Assert.Equal(message, Assert.Throws<AmplifyConfigurationException>(() => FromJson(json)).Message);

    [Fact]
    public void Parse_MobileFile_HasEveryApiByItsName()
    {
        ApiConfiguration api = AmplifyConfiguration.Parse("""
            { "api": { "plugins": { "awsAPIPlugin": {
                "events": { "endpointType": "GraphQL", "endpoint": "https://a.example/graphql", "region": "us-west-2", "authorizationType": "API_KEY", "apiKey": "da2-a" },
                "rest": { "endpointType": "REST", "endpoint": "https://r.example" },
                "events_AWS_IAM": { "endpointType": "GraphQL", "endpoint": "https://a.example/graphql", "region": "us-west-2", "authorizationType": "AWS_IAM" }
            } } } }
            """).Api;

        Assert.Equal([("events", AuthMode.ApiKey, "da2-a"), ("events_AWS_IAM", AuthMode.Iam, null)], api.GraphQLApis.Select(a => (a.Name, a.AuthMode, a.ApiKey)));
        Assert.Equal("rest", Assert.Single(api.Endpoints).Name);
        Assert.Equal(("https://a.example/graphql", AuthMode.ApiKey), (api.AppSync.GraphQLEndpoint, api.AppSync.AuthenticationType));
    }

    [Fact]
    public void Add_LaterSource_WinsKeyByKeyAndApisByName()
    {
        AmplifyConfiguration earlier = new()
        {
            Api =
            {
                GraphQLApis =
                {
                    new()
                    {
                        Name = "A", Endpoint = "http://a", Region = "us-east-1", ApiKey = "key", TokenKind = TokenKind.Id,
                        Headers = { ["X-A"] = "1", ["X-B"] = "1" }, FallbackModes = { AuthMode.Iam, AuthMode.ApiKey },
                    },
                },
                AppSync = { FallbackModes = { AuthMode.Iam }, TokenKind = TokenKind.Id },
            },
        };
        AmplifyConfiguration later = new()
        {
            Api =
            {
                GraphQLApis =
                {
                    new() { Name = "A", Endpoint = "http://a2", Service = "execute-api", Headers = { ["x-b"] = "2" }, FallbackModes = { AuthMode.Lambda } },
                    new() { Name = "B", Endpoint = "http://b" },
                },
            },
        };

        ApiConfiguration api = earlier.Add(later).Api;

        Assert.Equal(["A", "B"], api.GraphQLApis.Select(graphQL => graphQL.Name));
        GraphQLEndpoint a = api.GraphQLApis[0];
        Assert.Equal(("http://a2", "us-east-1", "execute-api", "key", TokenKind.Id), (a.Endpoint, a.Region, a.Service, a.ApiKey, a.TokenKind));
        Assert.Equal(("1", "2"), (a.Headers["X-A"], a.Headers["X-B"]));
        Assert.Equal([AuthMode.Lambda], a.FallbackModes);
        Assert.NotSame(later.Api.GraphQLApis[1], api.GraphQLApis[1]);
        Assert.Equal([AuthMode.Iam], api.AppSync.FallbackModes);
        Assert.Equal(TokenKind.Id, api.AppSync.TokenKind);
    }

    [Fact]
    public void Check_WrongSettingsInCode_TellTheProperty()
    {
        AssertRefused("Api.GraphQLApis[0].Endpoint", new GraphQLEndpoint { Name = "A", Endpoint = "foo" });
        AssertRefused("Api.GraphQLApis[0].Name", new GraphQLEndpoint { Name = "", Endpoint = "http://a" });
        AssertRefused("Api.GraphQLApis[0].Region", new GraphQLEndpoint { Name = "A", Endpoint = "http://a", Region = "us east" });
        AssertRefused("Api.GraphQLApis[0].RealtimeEndpoint", new GraphQLEndpoint { Name = "A", Endpoint = "http://a", RealtimeEndpoint = "x" });
        AssertRefused("Api.GraphQLApis[1].Name", new GraphQLEndpoint { Name = "A", Endpoint = "http://a" }, new GraphQLEndpoint { Name = "A", Endpoint = "http://b" });
    }

    [Fact]
    public void Create_IamRegionWithoutEndpoint_IsTold()
    {
        var error = Assert.Throws<AmplifyConfigurationException>(
            () => AmplifyClient.Create(AmplifyConfiguration.Parse("""{ "aws_project_region": "us-east-1", "graphql_endpoint_iam_region": "us-east-1" }""")));

        Assert.Equal("Api.GraphQLEndpointIamRegion", error.Key);
    }

    private static void AssertRefused(string key, params GraphQLEndpoint[] apis)
    {
        AmplifyConfiguration configuration = new();
        foreach (GraphQLEndpoint api in apis)
        {
            configuration.Api.GraphQLApis.Add(api);
        }

        Assert.Equal(key, Assert.Throws<AmplifyConfigurationException>(() => ConfigurationCheck.Run(configuration)).Key);
    }

    private static AmplifyConfiguration FromJson(string json) => AmplifyConfiguration.FromConfiguration(
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build());
}
