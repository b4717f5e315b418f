namespace Amplify.Tests.Configuration;

/// <summary>The <c>amplifyconfiguration.json</c> of mobile apps.</summary>
public sealed class PluginFormatTests
{
    private const string Text = """
        {
            "UserAgent": "aws-amplify-cli/2.0",
            "Version": "1.0",
            "api": {
                "plugins": {
                    "awsAPIPlugin": {
                        "events": {
                            "endpointType": "GraphQL",
                            "endpoint": "https://abc.appsync-api.us-west-2.amazonaws.com/graphql",
                            "region": "us-west-2",
                            "authorizationType": "API_KEY",
                            "apiKey": "da2-abc"
                        },
                        "events_AWS_IAM": {
                            "endpointType": "GraphQL",
                            "endpoint": "https://abc.appsync-api.us-west-2.amazonaws.com/graphql",
                            "region": "us-west-2",
                            "authorizationType": "AWS_IAM"
                        },
                        "MyCloudApi": {
                            "endpointType": "REST",
                            "endpoint": "https://abc.execute-api.eu-west-1.amazonaws.com/prod",
                            "region": "eu-west-1",
                            "authorizationType": "AWS_IAM"
                        }
                    }
                }
            },
            "auth": {
                "plugins": {
                    "awsCognitoAuthPlugin": {
                        "CredentialsProvider": {
                            "CognitoIdentity": { "Default": { "PoolId": "us-east-1:11111111-2222-3333-4444-555555555555", "Region": "us-east-1" } }
                        },
                        "CognitoUserPool": { "Default": { "PoolId": "us-east-1_AbCdEfGhI", "AppClientId": "client", "AppClientSecret": "client-secret", "Region": "us-east-1" } },
                        "AppSync": { "Default": { "ApiUrl": "https://other.appsync-api.us-west-2.amazonaws.com/graphql", "AuthMode": "AWS_IAM" } }
                    }
                }
            }
        }
        """;

    [Fact]
    public void Parse_AllPlugins_ReadsApisAndPools()
    {
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse(Text);

        Assert.Equal("us-east-1", configuration.Region);
        Assert.Equal("us-east-1:11111111-2222-3333-4444-555555555555", configuration.Auth.IdentityPoolId);
        Assert.Equal("us-east-1_AbCdEfGhI", configuration.Auth.UserPoolId);
        Assert.Equal(("client", "client-secret"), (configuration.Auth.UserPoolWebClientId, configuration.Auth.UserPoolClientSecret));
        RestEndpoint endpoint = Assert.Single(configuration.Api.Endpoints);
        Assert.Equal("MyCloudApi", endpoint.Name);
        Assert.Equal("https://abc.execute-api.eu-west-1.amazonaws.com/prod", endpoint.Endpoint);
        Assert.Equal("eu-west-1", endpoint.Region);
        Assert.Equal(AuthMode.Iam, endpoint.AuthMode);
    }

    [Fact]
    public void Parse_SeveralGraphQLEntries_TheFirstIsTheDefault()
    {
        AppSyncConfiguration appSync = AmplifyConfiguration.Parse(Text).Api.AppSync;
        Assert.Equal("https://abc.appsync-api.us-west-2.amazonaws.com/graphql", appSync.GraphQLEndpoint);
        Assert.Equal("us-west-2", appSync.Region);
        Assert.Equal(AuthMode.ApiKey, appSync.AuthenticationType);
        Assert.Equal("da2-abc", appSync.ApiKey);
    }

    [Fact]
    public void Parse_AppSyncInTheAuthPluginAlone_IsRead()
    {
        AppSyncConfiguration appSync = AmplifyConfiguration.Parse("""
            {"auth": {"plugins": {"awsCognitoAuthPlugin": {"AppSync": {"Default": {
                "ApiUrl": "https://abc.appsync-api.us-west-2.amazonaws.com/graphql", "Region": "us-west-2", "AuthMode": "API_KEY", "ApiKey": "da2-abc"}}}}}}
            """).Api.AppSync;
        Assert.Equal("https://abc.appsync-api.us-west-2.amazonaws.com/graphql", appSync.GraphQLEndpoint);
        Assert.Equal(("us-west-2", AuthMode.ApiKey, "da2-abc"), (appSync.Region, appSync.AuthenticationType, appSync.ApiKey));
    }

    [Fact]
    public void Parse_PoolIdWithoutRegion_TakesThePluginsRegion()
    {
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse("""
            {"auth": {"plugins": {"awsCognitoAuthPlugin": {"CognitoUserPool": {"Default": {"PoolId": "local_x", "Region": "eu-west-1"}}}}}}
            """);
        Assert.Equal("eu-west-1", configuration.Auth.Region);
    }

    [Theory]
    [InlineData("\"endpointType\": \"SOAP\", \"endpoint\": \"http://a\"", "api.plugins.awsAPIPlugin.A.endpointType must be \"GraphQL\" or \"REST\"; it is \"SOAP\"")]
    [InlineData("\"endpoint\": \"http://a\"", "api.plugins.awsAPIPlugin.A.endpointType is missing; it must be \"GraphQL\" or \"REST\"")]
    [InlineData("\"endpointType\": \"REST\"", "api.plugins.awsAPIPlugin.A.endpoint is missing; it must be an absolute http or https URL such as \"https://abc.execute-api.us-east-1.amazonaws.com/prod\"")]
    public void Parse_WrongApi_TellsItsKey(string members, string problem)
    {
        string text = "{\"api\": {\"plugins\": {\"awsAPIPlugin\":\n {\"A\": {" + members + "}}}}}";
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse(text, "amplifyconfiguration.json"));
        Assert.Equal($"amplifyconfiguration.json(2): {problem}.", exception.Message);
    }
}
