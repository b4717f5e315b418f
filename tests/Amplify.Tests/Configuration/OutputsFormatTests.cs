namespace Amplify.Tests.Configuration;

public sealed class OutputsFormatTests
{
    private const string Text = """
        {
          "auth": {
            "user_pool_id": "us-east-1_AbCdEfGhI",
            "aws_region": "us-east-1",
            "user_pool_client_id": "client",
            "identity_pool_id": "us-east-1:11111111-2222-3333-4444-555555555555",
            "mfa_methods": [],
            "password_policy": { "min_length": 8, "require_lowercase": true },
            "unauthenticated_identities_enabled": false,
            "identity_pool_endpoint": "http://127.0.0.1:20002/identity",
            "user_pool_endpoint": "http://127.0.0.1:20002/pools"
          },
          "data": {
            "url": "https://abc.appsync-api.us-west-2.amazonaws.com/graphql",
            "realtime_url": "wss://abc.appsync-realtime-api.us-west-2.amazonaws.com/graphql",
            "aws_region": "us-west-2",
            "api_key": "da2-abc",
            "default_authorization_type": "API_KEY",
            "authorization_types": ["AWS_IAM"],
            "model_introspection": { "version": 1, "models": { "Event": { "fields": {} } } }
          },
          "custom": {
            "API": {
              "MyCloudApi": {
                "endpoint": "https://abc.execute-api.eu-west-1.amazonaws.com/prod",
                "region": "eu-west-1",
                "apiName": "MyCloudApi"
              }
            },
            "events": {
              "url": "https://def.appsync-api.us-west-2.amazonaws.com/event",
              "realtime_url": "wss://def.appsync-realtime-api.us-west-2.amazonaws.com/event/realtime",
              "aws_region": "us-west-2",
              "default_authorization_type": "AMAZON_COGNITO_USER_POOLS",
              "api_key": "da2-def"
            }
          },
          "version": "1.4"
        }
        """;

    [Fact]
    public void Parse_AllSections_ReadsAuth()
    {
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse(Text);

        Assert.Equal("us-east-1", configuration.Region);
        Assert.Equal("us-east-1:11111111-2222-3333-4444-555555555555", configuration.Auth.IdentityPoolId);
        Assert.Equal("us-east-1_AbCdEfGhI", configuration.Auth.UserPoolId);
        Assert.Equal("client", configuration.Auth.UserPoolWebClientId);
        Assert.True(configuration.Auth.MandatorySignIn);
        Assert.Equal("http://127.0.0.1:20002/identity", configuration.Auth.IdentityPoolEndpoint);
        Assert.Equal("http://127.0.0.1:20002/pools", configuration.Auth.UserPoolEndpoint);
    }

    [Fact]
    public void Parse_AllSections_ReadsApis()
    {
        ApiConfiguration api = AmplifyConfiguration.Parse(Text).Api;

        Assert.Equal("https://abc.appsync-api.us-west-2.amazonaws.com/graphql", api.AppSync.GraphQLEndpoint);
        Assert.Equal("wss://abc.appsync-realtime-api.us-west-2.amazonaws.com/graphql", api.AppSync.RealtimeEndpoint);
        Assert.Equal(("us-west-2", AuthMode.ApiKey, "da2-abc"), (api.AppSync.Region, api.AppSync.AuthenticationType, api.AppSync.ApiKey));
        Assert.Equal("https://def.appsync-api.us-west-2.amazonaws.com/event", api.Events.Endpoint);
        Assert.Equal("wss://def.appsync-realtime-api.us-west-2.amazonaws.com/event/realtime", api.Events.RealtimeEndpoint);
        Assert.Equal(("us-west-2", AuthMode.UserPool, "da2-def"), (api.Events.Region, api.Events.AuthenticationType, api.Events.ApiKey));
        RestEndpoint endpoint = Assert.Single(api.Endpoints);
        Assert.Equal("MyCloudApi", endpoint.Name);
        Assert.Equal("https://abc.execute-api.eu-west-1.amazonaws.com/prod", endpoint.Endpoint);
        Assert.Equal("eu-west-1", endpoint.Region);
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"1.1\"")]
    [InlineData("\"1.5\"")]
    [InlineData("\"1.12\"")]
    [InlineData("1")]
    [InlineData("1.3")]
    public void Parse_MajorVersionOne_IsRead(string version)
    {
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse($"{{\"version\": {version}, \"data\": {{\"aws_region\": \"eu-west-1\"}}}}");
        Assert.Equal("eu-west-1", configuration.Region);
        Assert.False(configuration.Auth.MandatorySignIn);
    }

    [Theory]
    [InlineData("\"2\"", "\"2\"")]
    [InlineData("\"10.1\"", "\"10.1\"")]
    [InlineData("2", "the number 2")]
    [InlineData("null", "null")]
    public void Parse_OtherMajorVersion_IsRefused(string version, string found)
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse($"{{\"version\": {version}}}", "amplify_outputs.json"));
        Assert.Equal($"amplify_outputs.json(1): version must be a supported version of amplify_outputs.json, \"1\" to \"1.5\"; it is {found}.", exception.Message);
        Assert.Equal("version", exception.Key);
    }

    [Theory]
    [InlineData("\"auth\": \"x\"", "auth", "must be an object; it is \"x\"")]
    [InlineData("\"auth\": {\"unauthenticated_identities_enabled\": \"maybe\"}", "auth.unauthenticated_identities_enabled", "must be true or false (or \"enable\" or \"disable\"); it is \"maybe\"")]
    [InlineData("\"data\": {\"api_key\": 1234567}", "data.api_key", "must be a string; it is a number")]
    [InlineData("\"data\": {\"default_authorization_type\": \"X\"}", "data.default_authorization_type", "must be one of API_KEY, AWS_IAM, AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_LAMBDA or NONE; it is \"X\"")]
    [InlineData("\"custom\": {\"API\": []}", "custom.API", "must be an object; it is an array")]
    [InlineData("\"custom\": {\"API\": {\"A\": {}}}", "custom.API.A.endpoint", "is missing; it must be an absolute http or https URL such as \"https://abc.execute-api.us-east-1.amazonaws.com/prod\"")]
    [InlineData("\"custom\": {\"events\": {\"url\": \"x\"}}", "custom.events.url", "must be an absolute http or https URL such as \"http://127.0.0.1:20002\"; it is \"x\"")]
    public void Parse_WrongValue_TellsItsKey(string member, string key, string problem)
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse($"{{\"version\": \"1\",\n {member}}}", "amplify_outputs.json"));
        Assert.Equal($"amplify_outputs.json(2): {key} {problem}.", exception.Message);
        Assert.Equal(key, exception.Key);
    }
}
