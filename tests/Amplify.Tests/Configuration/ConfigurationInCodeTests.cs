using Amplify.Configuration;

namespace Amplify.Tests.Configuration;

public sealed class ConfigurationInCodeTests
{
    [Fact]
    public void Initializer_ManualSetupOfTheGuide_Works()
    {
        AmplifyConfiguration configuration = new()
        {
            Auth =
            {
                IdentityPoolId = "us-east-1:11111111-2222-3333-4444-555555555555",
                Region = "us-east-1",
                UserPoolId = "us-east-1_AbCdEfGhI",
                UserPoolWebClientId = "client",
                MandatorySignIn = false,
                CookieStorage = new() { Domain = "example.com", Path = "/", Expires = 365, Secure = true },
            },
            Api =
            {
                Endpoints =
                {
                    new()
                    {
                        Name = "MyCloudApi",
                        Endpoint = "https://abc.execute-api.us-east-1.amazonaws.com/prod",
                        Service = "lambda",
                        Region = "us-east-1",
                        CustomHeader = static _ => new(new Dictionary<string, string?> { ["Authorization"] = "token" }),
                    },
                },
                GraphQLEndpoint = "https://example.com/graphql",
                GraphQLHeaders = static (_, _) => new(new Dictionary<string, string?>()),
                GraphQLEndpointIamRegion = "us-east-1",
            },
        };
        ConfigurationCheck.Run(configuration);
        Assert.Equal("us-east-1", configuration.Region);
    }

    [Fact]
    public void Region_NotSet_FollowsThePoolIds()
    {
        AmplifyConfiguration configuration = new();
        Assert.Null(configuration.Region);
        configuration.Auth.UserPoolId = "eu-west-1_x";
        Assert.Equal("eu-west-1", configuration.Region);
        configuration.Auth.IdentityPoolId = "us-east-1:x";
        Assert.Equal("us-east-1", configuration.Region);
        configuration.Auth.Region = "ap-south-1";
        Assert.Equal("ap-south-1", configuration.Region);
        configuration.Region = "us-west-2";
        Assert.Equal(("us-west-2", "ap-south-1"), (configuration.Region, configuration.Auth.Region));
    }

    [Fact]
    public void Add_LaterSource_WinsKeyByKeyAndEndpointsByName()
    {
        AmplifyConfiguration earlier = AmplifyConfiguration.Parse("""
            export default {
                aws_project_region: 'us-east-1', aws_cognito_identity_pool_id: 'us-east-1:1', aws_user_pools_id: 'us-east-1_x', aws_mandatory_sign_in: 'enable',
                aws_appsync_graphqlEndpoint: 'https://a/graphql', aws_appsync_authenticationType: 'AWS_IAM', aws_appsync_eventsEndpoint: 'http://e',
                aws_cloud_logic_custom: [{name: 'A', endpoint: 'http://a', region: 'us-east-1', headers: {'X-A': '1', 'X-B': '1'}}, {name: 'B', endpoint: 'http://b'}],
            }
            """);
        AmplifyConfiguration later = new()
        {
            Auth = { IdentityPoolEndpoint = "http://i" },
            Api =
            {
                Endpoints =
                {
                    new() { Name = "C", Endpoint = "http://c", ApiKey = "key" },
                    new() { Name = "A", Endpoint = "http://a2", Service = "lambda", Headers = { ["x-b"] = "2" } },
                },
                AppSync = { ApiKey = "da2-abc" },
                Events = { Region = "eu-west-1" },
            },
        };

        AmplifyConfiguration result = earlier.Add(later);

        Assert.Same(earlier, result);
        Assert.Equal("us-east-1", result.Region);
        Assert.Equal(("us-east-1:1", "us-east-1_x", "http://i", true), (result.Auth.IdentityPoolId, result.Auth.UserPoolId, result.Auth.IdentityPoolEndpoint, result.Auth.MandatorySignIn));
        Assert.Equal(["A", "B", "C"], result.Api.Endpoints.Select(endpoint => endpoint.Name));
        RestEndpoint first = result.Api.Endpoints[0];
        Assert.Equal(("http://a2", "us-east-1", "lambda", "1", "2"), (first.Endpoint, first.Region, first.Service, first.Headers["X-A"], first.Headers["X-B"]));
        Assert.Equal("key", result.Api.Endpoints[2].ApiKey);
        Assert.NotSame(later.Api.Endpoints[0], result.Api.Endpoints[2]);
        Assert.Equal(("https://a/graphql", AuthMode.Iam, "da2-abc"), (result.Api.AppSync.GraphQLEndpoint, result.Api.AppSync.AuthenticationType, result.Api.AppSync.ApiKey));
        Assert.Equal(("http://e", "eu-west-1"), (result.Api.Events.Endpoint, result.Api.Events.Region));
    }

    [Fact]
    public void Add_LaterSourceThatSaysFalse_Wins()
    {
        AmplifyConfiguration earlier = new() { Auth = { MandatorySignIn = true } };
        Assert.True(earlier.Add(new AmplifyConfiguration()).Auth.MandatorySignIn);
        Assert.False(earlier.Add(new AmplifyConfiguration { Auth = { MandatorySignIn = false } }).Auth.MandatorySignIn);
    }

    [Fact]
    public void Add_LaterPool_BringsItsRegion()
    {
        AmplifyConfiguration earlier = new() { Auth = { IdentityPoolId = "us-east-1:1" } };
        Assert.Equal("eu-west-1", earlier.Add(new AmplifyConfiguration { Auth = { IdentityPoolId = "eu-west-1:2" } }).Auth.Region);
    }

    [Fact]
    public void Check_WrongSettings_TellTheProperty()
    {
        const string RestUrl = "an absolute http or https URL such as \"https://abc.execute-api.us-east-1.amazonaws.com/prod\"";
        AssertRefused(configuration => configuration.Region = "us east", "Region must be an AWS region such as \"us-east-1\"; it is \"us east\".");
        AssertRefused(configuration => configuration.Auth.Region = "?", "Region must be an AWS region such as \"us-east-1\"; it is \"?\".");
        AssertRefused(configuration => configuration.Auth.UserPoolId = "x", "Auth.UserPoolId must be a user pool id such as \"us-east-1_AbCdEfGhI\"; it is \"x\".");
        AssertRefused(configuration => configuration.Api.Endpoints.Add(new() { Name = "A", Endpoint = "foo" }), $"Api.Endpoints[0].Endpoint must be {RestUrl}; it is \"foo\".");
        AssertRefused(configuration => configuration.Api.Endpoints.Add(new() { Name = "A", Endpoint = "" }), $"Api.Endpoints[0].Endpoint is missing; it must be {RestUrl}.");
        AssertRefused(
            configuration =>
            {
                configuration.Api.Endpoints.Add(new() { Name = "A", Endpoint = "http://a" });
                configuration.Api.Endpoints.Add(new() { Name = "A", Endpoint = "http://b" });
            },
            "Api.Endpoints[1].Name is \"A\", as Api.Endpoints[0].Name is already. Each API needs a name of its own.");
        AssertRefused(configuration => configuration.Api.AppSync.Region = "a/b", "Api.AppSync.Region must be an AWS region such as \"us-east-1\"; it is \"a/b\".");
        AssertRefused(configuration => configuration.Api.Events.Endpoint = "e", "Api.Events.Endpoint must be an absolute http or https URL such as \"http://127.0.0.1:20002\"; it is \"e\".");
    }

    private static void AssertRefused(Action<AmplifyConfiguration> change, string message)
    {
        AmplifyConfiguration configuration = new();
        change(configuration);
        Assert.Equal(message, Assert.Throws<AmplifyConfigurationException>(() => ConfigurationCheck.Run(configuration)).Message);
    }
}
