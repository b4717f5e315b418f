using System.Text;
using Microsoft.Extensions.Configuration;

namespace Amplify.Tests.Configuration;

public sealed class SectionTests
{
    [Fact]
    public void FromConfiguration_Properties_AreReadByName()
    {
        AmplifyConfiguration configuration = FromJson("""
            {
                "Region": "us-east-1",
                "Auth": {
                    "IdentityPoolId": "us-east-1:1", "Region": "eu-west-1", "UserPoolId": "us-east-1_x", "UserPoolWebClientId": "client", "UserPoolClientSecret": "client-secret", "MandatorySignIn": true,
                    "IdentityPoolEndpoint": "http://127.0.0.1:1", "UserPoolEndpoint": "http://127.0.0.1:2",
                    "CookieStorage": { "Domain": "example.com", "Path": "/app", "Expires": 30, "Secure": false, "SameSite": "lax" }
                },
                "Api": {
                    "Endpoints": [
                        { "Name": "MyCloudApi", "Endpoint": "https://abc.execute-api.us-east-1.amazonaws.com/prod", "Region": "us-east-1", "Service": "execute-api" },
                        { "Name": "Keyed", "Endpoint": "https://example.com", "AuthMode": "None", "ApiKey": "key", "Headers": { "X-Tenant": "7" } }
                    ],
                    "GraphQLEndpoint": "https://example.com/graphql",
                    "GraphQLEndpointIamRegion": "eu-west-1",
                    "AppSync": {
                        "GraphQLEndpoint": "https://abc.appsync-api.us-west-2.amazonaws.com/graphql", "Region": "us-west-2", "AuthenticationType": "AWS_IAM",
                        "ApiKey": "da2-abc", "RealtimeEndpoint": "wss://example.com/realtime"
                    },
                    "Events": {
                        "Endpoint": "https://example.com/event", "RealtimeEndpoint": "wss://example.com/event", "Region": "us-west-2", "AuthenticationType": "ApiKey", "ApiKey": "da2-def"
                    }
                }
            }
            """);

        Assert.Equal("us-east-1", configuration.Region);
        AuthConfiguration auth = configuration.Auth;
        Assert.Equal("client-secret", auth.UserPoolClientSecret);
        Assert.Equal(("us-east-1:1", "eu-west-1", "us-east-1_x", "client"), (auth.IdentityPoolId, auth.Region, auth.UserPoolId, auth.UserPoolWebClientId));
        Assert.Equal((true, "http://127.0.0.1:1", "http://127.0.0.1:2"), (auth.MandatorySignIn, auth.IdentityPoolEndpoint, auth.UserPoolEndpoint));
        CookieStorageConfiguration cookies = Assert.IsType<CookieStorageConfiguration>(auth.CookieStorage);
        Assert.Equal(("example.com", "/app", 30, false, "lax"), (cookies.Domain, cookies.Path, cookies.Expires, cookies.Secure, cookies.SameSite));
        Assert.Equal(["MyCloudApi", "Keyed"], configuration.Api.Endpoints.Select(endpoint => endpoint.Name));
        Assert.Equal(("us-east-1", "execute-api"), (configuration.Api.Endpoints[0].Region, configuration.Api.Endpoints[0].Service));
        RestEndpoint keyed = configuration.Api.Endpoints[1];
        Assert.Equal(("https://example.com", AuthMode.None, "key", "7"), (keyed.Endpoint, keyed.AuthMode, keyed.ApiKey, keyed.Headers["x-tenant"]));
        Assert.Equal(("https://example.com/graphql", "eu-west-1"), (configuration.Api.GraphQLEndpoint, configuration.Api.GraphQLEndpointIamRegion));
        AppSyncConfiguration appSync = configuration.Api.AppSync;
        Assert.Equal(("https://abc.appsync-api.us-west-2.amazonaws.com/graphql", "us-west-2", AuthMode.Iam), (appSync.GraphQLEndpoint, appSync.Region, appSync.AuthenticationType));
        Assert.Equal(("da2-abc", "wss://example.com/realtime"), (appSync.ApiKey, appSync.RealtimeEndpoint));
        EventsConfiguration events = configuration.Api.Events;
        Assert.Equal(("https://example.com/event", "wss://example.com/event", "us-west-2"), (events.Endpoint, events.RealtimeEndpoint, events.Region));
        Assert.Equal((AuthMode.ApiKey, "da2-def"), (events.AuthenticationType, events.ApiKey));
    }

    [Fact]
    public void FromConfiguration_KeysInAnyCase_AreRead()
    {
        AmplifyConfiguration configuration = FromPairs(
            ("AMPLIFY:AUTH:IDENTITYPOOLID", "us-east-1:1"),
            ("amplify:api:endpoints:0:name", "A"),
            ("amplify:API:ENDPOINTS:0:ENDPOINT", "http://a"),
            ("Amplify:AWS_PROJECT_REGION", "eu-west-1"));
        Assert.Equal("us-east-1:1", configuration.Auth.IdentityPoolId);
        Assert.Equal("http://a", Assert.Single(configuration.Api.Endpoints).Endpoint);
        Assert.Equal("eu-west-1", configuration.Region);
    }

    [Fact]
    public void FromConfiguration_FlatKeys_AreRead()
    {
        AmplifyConfiguration configuration = FromJson("""
            {
                "aws_project_region": "us-east-1", "aws_mandatory_sign_in": "enable", "aws_appsync_authenticationType": "API_KEY",
                "aws_cloud_logic_custom": [ { "name": "A", "endpoint": "http://a", "paths": ["/x"] }, { "name": "B", "endpoint": "http://b" } ]
            }
            """);
        Assert.Equal("us-east-1", configuration.Region);
        Assert.True(configuration.Auth.MandatorySignIn);
        Assert.Equal(AuthMode.ApiKey, configuration.Api.AppSync.AuthenticationType);
        Assert.Equal(["A", "B"], configuration.Api.Endpoints.Select(endpoint => endpoint.Name));
    }

    [Fact]
    public void FromConfiguration_CloudLogicAsJsonText_IsRead()
    {
        AmplifyConfiguration configuration = FromPairs(("Amplify:aws_cloud_logic_custom", """[{"name":"A","endpoint":"http://a"}]"""));
        Assert.Equal("A", Assert.Single(configuration.Api.Endpoints).Name);
    }

    [Fact]
    public void FromConfiguration_WholeConfiguration_IsReadFromItsRoot()
    {
        IConfiguration root = new ConfigurationBuilder()
            .AddInMemoryCollection([new("aws_project_region", "eu-west-1"), new("ConnectionStrings:Default", "x"), new("Logging:LogLevel:Default", "Warning")])
            .Build();
        Assert.Equal("eu-west-1", AmplifyConfiguration.FromConfiguration(root).Region);
    }

    [Fact]
    public void FromConfiguration_PropertiesAndFlatKeys_PropertiesWinKeyByKey()
    {
        AmplifyConfiguration configuration = FromJson("""
            {
                "aws_project_region": "us-east-1", "aws_cognito_identity_pool_id": "us-east-1:1", "aws_user_pools_id": "us-east-1_x", "aws_mandatory_sign_in": "enable",
                "aws_appsync_graphqlEndpoint": "https://a/graphql", "aws_appsync_region": "us-east-1",
                "aws_cloud_logic_custom": [ { "name": "A", "endpoint": "http://a", "region": "us-east-1" }, { "name": "B", "endpoint": "http://b" } ],
                "Region": "eu-west-1",
                "Auth": { "IdentityPoolId": "eu-west-1:2", "MandatorySignIn": false },
                "Api": {
                    "AppSync": { "Region": "eu-west-1" },
                    "Endpoints": [ { "Name": "A", "Service": "lambda" }, { "Name": "C", "Endpoint": "http://c" } ]
                }
            }
            """);
        Assert.Equal("eu-west-1", configuration.Region);
        Assert.Equal(("eu-west-1:2", "us-east-1_x", false), (configuration.Auth.IdentityPoolId, configuration.Auth.UserPoolId, configuration.Auth.MandatorySignIn));
        Assert.Equal(("https://a/graphql", "eu-west-1"), (configuration.Api.AppSync.GraphQLEndpoint, configuration.Api.AppSync.Region));
        Assert.Equal(["A", "B", "C"], configuration.Api.Endpoints.Select(endpoint => endpoint.Name));
        RestEndpoint first = configuration.Api.Endpoints[0];
        Assert.Equal(("http://a", "us-east-1", "lambda"), (first.Endpoint, first.Region, first.Service));
    }

    [Fact]
    public void FromConfiguration_EndpointsByName_SourcesAddToOneAnother()
    {
        IConfiguration root = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Api:Endpoints:MyCloudApi:Endpoint", "http://a"), new("Api:Endpoints:MyCloudApi:Region", "us-east-1"), new("Api:Endpoints:Other:Endpoint", "http://o")])
            .AddInMemoryCollection([new("Api:Endpoints:MyCloudApi:Region", "eu-west-1")])
            .Build();
        ApiConfiguration api = AmplifyConfiguration.FromConfiguration(root).Api;
        Assert.Equal(2, api.Endpoints.Count);
        RestEndpoint endpoint = api.Endpoints.Single(endpoint => endpoint.Name == "MyCloudApi");
        Assert.Equal(("http://a", "eu-west-1"), (endpoint.Endpoint, endpoint.Region));
    }

    [Theory]
    [InlineData("Auth:IdentityPoolId", "x", "Amplify:Auth:IdentityPoolId must be an identity pool id such as \"us-east-1:11111111-2222-3333-4444-555555555555\"; it is \"x\".")]
    [InlineData("Auth:MandatorySignIn", "maybe", "Amplify:Auth:MandatorySignIn must be true or false (or \"enable\" or \"disable\"); it is \"maybe\".")]
    [InlineData("Auth:CookieStorage:Path", "/", "Amplify:Auth:CookieStorage:Domain is missing; it must be the domain that the cookies are sent to, such as \"example.com\".")]
    [InlineData("Auth:CookieStorage", "x", "Amplify:Auth:CookieStorage must be an object; it is \"x\".")]
    [InlineData("Api:Endpoints:0:Endpoint", "http://a", "Amplify:Api:Endpoints:0:name is missing; it must be the name that calls use, such as \"MyCloudApi\".")]
    [InlineData("Api:Endpoints:3:Name", "A", "Amplify:Api:Endpoints:3:endpoint is missing; it must be an absolute http or https URL such as \"https://abc.execute-api.us-east-1.amazonaws.com/prod\".")]
    [InlineData("Api:Endpoints:A:Endpoint", "a", "Amplify:Api:Endpoints:A:Endpoint must be an absolute http or https URL such as \"https://abc.execute-api.us-east-1.amazonaws.com/prod\"; it is \"a\".")]
    [InlineData("Api:AppSync:AuthenticationType", "Magic", "Amplify:Api:AppSync:AuthenticationType must be one of API_KEY, AWS_IAM, AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_LAMBDA or NONE; it is \"Magic\".")]
    [InlineData("aws_cloud_logic_custom", "[{", "in the JSON text of Amplify:aws_cloud_logic_custom: expected a key or \"}\", found the end of the text.")]
    [InlineData("aws_cloud_logic_custom:0:name", "A", "Amplify:aws_cloud_logic_custom:0:endpoint is missing; it must be an absolute http or https URL such as \"https://abc.execute-api.us-east-1.amazonaws.com/prod\".")]
    public void FromConfiguration_WrongValue_TellsTheKeyAsTheSectionHasIt(string key, string value, string message)
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => FromPairs(($"Amplify:{key}", value)));
        Assert.Equal(message, exception.Message);
        Assert.NotNull(exception.Key);
        Assert.Null(exception.File);
        Assert.Null(exception.Line);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    [InlineData("month")]
    public void FromConfiguration_CookieLifeThatIsNoNumberOfDays_IsRefused(string expires)
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(
            () => FromPairs(("Amplify:Auth:CookieStorage:Domain", "example.com"), ("Amplify:Auth:CookieStorage:Expires", expires)));
        Assert.Equal($"Amplify:Auth:CookieStorage:Expires must be a whole number above 0; it is \"{expires}\".", exception.Message);
    }

    [Fact]
    public void FromConfiguration_CookieStorageWithADomainAlone_HasTheDefaults()
    {
        CookieStorageConfiguration? cookies = FromPairs(("Amplify:Auth:CookieStorage:Domain", "example.com")).Auth.CookieStorage;
        Assert.Equal(("/", 365, true, null), (cookies?.Path, cookies?.Expires, cookies?.Secure, cookies?.SameSite));
    }

    [Fact]
    public void FromConfiguration_UnknownSameSite_ListsTheModes()
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(
            () => FromPairs(("Amplify:Auth:CookieStorage:Domain", "example.com"), ("Amplify:Auth:CookieStorage:SameSite", "any")));
        Assert.Equal("Amplify:Auth:CookieStorage:SameSite must be \"strict\", \"lax\" or \"none\"; it is \"any\".", exception.Message);
    }

    [Fact]
    public void FromConfiguration_MissingSection_NamesIt()
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => FromPairs(("Amplfy:Region", "us-east-1")));
        Assert.StartsWith("Amplify is empty or missing. It should hold settings such as Auth:IdentityPoolId", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromConfiguration_EmptyRoot_SaysSo()
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.FromConfiguration(new ConfigurationBuilder().Build()));
        Assert.StartsWith("the configuration is empty or missing.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromConfiguration_VeryDeepKey_IsReadOver()
    {
        string key = string.Join(':', Enumerable.Repeat("a", 10_000));
        Assert.Equal("us-east-1", FromPairs(($"Amplify:{key}", "x"), ("Amplify:Region", "us-east-1")).Region);
    }

    private static AmplifyConfiguration FromJson(string json)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes($"{{\"Amplify\": {json}}}"));
        return AmplifyConfiguration.FromConfiguration(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Amplify"));
    }

    private static AmplifyConfiguration FromPairs(params IEnumerable<(string Key, string Value)> pairs) =>
        AmplifyConfiguration.FromConfiguration(new ConfigurationBuilder()
            .AddInMemoryCollection(pairs.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)))
            .Build()
            .GetSection("Amplify"));
}
