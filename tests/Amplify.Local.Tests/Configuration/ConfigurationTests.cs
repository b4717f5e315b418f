using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Configuration;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task AwsExports_DefaultBackend_NamesItsParts()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { Region = "eu-west-1" });
        string root = harness.Backend.Endpoint.GetLeftPart(UriPartial.Authority);

        string text = harness.Backend.AwsExports();

        Assert.StartsWith("const awsmobile = {\n", text, StringComparison.Ordinal);
        Assert.EndsWith("};\n\nexport default awsmobile;\n", text, StringComparison.Ordinal);
        JsonElement exports = JsonDocument.Parse(text["const awsmobile = ".Length..text.LastIndexOf(';', text.LastIndexOf("export", StringComparison.Ordinal))]).RootElement;
        Assert.Equal("eu-west-1", exports.GetProperty("aws_project_region").GetString());
        Assert.Equal(harness.Backend.IdentityPoolId, exports.GetProperty("aws_cognito_identity_pool_id").GetString());
        Assert.Equal("eu-west-1", exports.GetProperty("aws_cognito_region").GetString());
        Assert.Equal(root + "/cognito-identity", exports.GetProperty("aws_cognito_identity_pool_endpoint").GetString());
        Assert.Equal(harness.Backend.UserPool.PoolId, exports.GetProperty("aws_user_pools_id").GetString());
        Assert.Equal(harness.Backend.UserPool.ClientId, exports.GetProperty("aws_user_pools_web_client_id").GetString());
        Assert.Equal(root + "/cognito-idp", exports.GetProperty("aws_user_pools_endpoint").GetString());
        Assert.False(exports.TryGetProperty("aws_mandatory_sign_in", out _));
        JsonElement[] apis = [.. exports.GetProperty("aws_cloud_logic_custom").EnumerateArray()];
        Assert.Equal(["MyCloudApi", "MyPublicApi", "MyKeyedApi"], apis.Select(api => api.GetProperty("name").GetString()));
        Assert.Equal((root + "/MyCloudApi/prod", "eu-west-1"), (apis[0].GetProperty("endpoint").GetString(), apis[0].GetProperty("region").GetString()));
        Assert.False(apis[0].TryGetProperty("authorizationType", out _));
        Assert.Equal("NONE", apis[1].GetProperty("authorizationType").GetString());
        Assert.Equal("API_KEY", apis[2].GetProperty("authorizationType").GetString());
        Assert.Equal(harness.Backend.ApiKeys["MyKeyedApi"], apis[2].GetProperty("apiKey").GetString());
        Assert.Equal(root + "/graphql", exports.GetProperty("aws_appsync_graphqlEndpoint").GetString());
        Assert.Equal(root.Replace("http", "ws") + "/graphql/realtime", exports.GetProperty("aws_appsync_realtimeEndpoint").GetString());
        Assert.Equal(root + "/event", exports.GetProperty("aws_appsync_eventsEndpoint").GetString());
        Assert.Equal("eu-west-1", exports.GetProperty("aws_appsync_region").GetString());
        Assert.Equal("API_KEY", exports.GetProperty("aws_appsync_authenticationType").GetString());
        Assert.Equal(harness.Backend.AppSync.ApiKey, exports.GetProperty("aws_appsync_apiKey").GetString());
    }

    [Fact]
    public async Task AmplifyOutputs_DefaultBackend_NamesItsParts()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { AllowGuests = false });

        JsonElement outputs = JsonDocument.Parse(harness.Backend.AmplifyOutputs()).RootElement;

        Assert.Equal("1.4", outputs.GetProperty("version").GetString());
        JsonElement auth = outputs.GetProperty("auth");
        Assert.Equal("us-east-1", auth.GetProperty("aws_region").GetString());
        Assert.Equal(harness.Backend.IdentityPoolId, auth.GetProperty("identity_pool_id").GetString());
        Assert.False(auth.GetProperty("unauthenticated_identities_enabled").GetBoolean());
        Assert.Equal(harness.Backend.IdentityPoolEndpoint.OriginalString, auth.GetProperty("identity_pool_endpoint").GetString());
        Assert.Equal(harness.Backend.UserPool.PoolId, auth.GetProperty("user_pool_id").GetString());
        Assert.Equal(harness.Backend.UserPool.ClientId, auth.GetProperty("user_pool_client_id").GetString());
        Assert.Equal(harness.Backend.UserPool.Endpoint.OriginalString, auth.GetProperty("user_pool_endpoint").GetString());
        JsonElement api = outputs.GetProperty("custom").GetProperty("API").GetProperty("MyCloudApi");
        Assert.Equal(harness.Backend.RestEndpoints["MyCloudApi"].OriginalString, api.GetProperty("endpoint").GetString());
        Assert.Equal(("us-east-1", "MyCloudApi"), (api.GetProperty("region").GetString(), api.GetProperty("apiName").GetString()));
        JsonElement data = outputs.GetProperty("data");
        Assert.Equal(harness.Backend.GraphQLEndpoint.OriginalString, data.GetProperty("url").GetString());
        Assert.Equal(("us-east-1", harness.Backend.AppSync.ApiKey), (data.GetProperty("aws_region").GetString(), data.GetProperty("api_key").GetString()));
        Assert.Equal(harness.Backend.AppSync.RealtimeEndpoint.OriginalString, data.GetProperty("realtime_url").GetString());
        Assert.Equal("API_KEY", data.GetProperty("default_authorization_type").GetString());
        JsonElement events = outputs.GetProperty("custom").GetProperty("events");
        Assert.Equal(harness.Backend.EventsEndpoint.OriginalString, events.GetProperty("url").GetString());
        Assert.Equal(harness.Backend.EventsRealtimeEndpoint.OriginalString, events.GetProperty("realtime_url").GetString());
        Assert.Equal(("us-east-1", harness.Backend.AppSync.ApiKey), (events.GetProperty("aws_region").GetString(), events.GetProperty("api_key").GetString()));
        Assert.Equal("API_KEY", events.GetProperty("default_authorization_type").GetString());
        Assert.Equal(["AWS_IAM", "AMAZON_COGNITO_USER_POOLS"], data.GetProperty("authorization_types").EnumerateArray().Select(type => type.GetString()));
        Assert.Contains("\"aws_mandatory_sign_in\": \"enable\"", harness.Backend.AwsExports(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BothFiles_HostedPages_AreNamedForTheFirstClient()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions
        {
            UserPool = new() { Clients = [new("web") { OAuth = new() { CallbackUrls = ["http://localhost:1/a", "app://b/"], LogoutUrls = ["app://c/"], Scopes = ["openid"] } }] },
        });
        string domain = harness.Backend.Endpoint.Authority;

        string exports = harness.Backend.AwsExports();
        JsonElement outputs = JsonElement.Parse(harness.Backend.AmplifyOutputs()).GetProperty("auth").GetProperty("oauth");

        Assert.Equal(
            $$"""{"domain":"{{domain}}","scope":["openid"],"redirectSignIn":"http://localhost:1/a,app://b/","redirectSignOut":"app://c/","responseType":"code"}""",
            JsonSerializer.Serialize(JsonElement.Parse(exports["const awsmobile = ".Length..exports.LastIndexOf(';', exports.LastIndexOf("export", StringComparison.Ordinal))]).GetProperty("oauth")));
        Assert.Equal(
            $$"""{"identity_providers":[],"domain":"{{domain}}","scopes":["openid"],"redirect_sign_in_uri":["http://localhost:1/a","app://b/"],"redirect_sign_out_uri":["app://c/"],"response_type":"code"}""",
            JsonSerializer.Serialize(outputs));
    }

    [Fact]
    public async Task BothFiles_ApisBehindAuthorizers_NameTheModeAndTheToken()
    {
        static ProxyResponse Answer(ProxyRequest request) => ProxyResponse.Empty(200);
        var judge = new RestTokenAuthorizer((call, _) => new(RestAuthorizerResult.Allow("ann", call.MethodArn)));
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions()
            .AddApi("ById", api => api.Map("GET", "/x", Answer, RestAuthorization.UserPool).Map("GET", "/open", Answer, RestAuthorization.None))
            .AddApi("ByScope", api => api.Map("GET", "/x", Answer, new RestUserPoolAuthorizer { Scopes = ["a/b"] }))
            .AddApi("ByLambda", api => api.Map("GET", "/x", Answer, judge))
            .AddApi("Mixed", api => api.Map("GET", "/x", Answer).Map("GET", "/y", Answer, RestAuthorization.UserPool)));

        JsonElement apis = JsonElement.Parse(harness.Backend.AmplifyOutputs()).GetProperty("custom").GetProperty("API");

        Assert.Equal(
            ["AMAZON_COGNITO_USER_POOLS id", "AMAZON_COGNITO_USER_POOLS ", "AWS_LAMBDA ", " "],
            apis.EnumerateObject().Select(api => $"{TextOf(api.Value, "authorizationType")} {TextOf(api.Value, "tokenKind")}"));
    }

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    [Fact]
    public async Task WriteConfiguration_NewDirectory_WritesBothFilesOverOlderOnes()
    {
        string directory = Path.Combine(Directory.CreateTempSubdirectory("amplify-local-").FullName, "config");
        try
        {
            await using Harness harness = await Harness.StartAsync();

            await harness.Backend.WriteConfigurationAsync(directory, Harness.Cancellation);
            await File.WriteAllTextAsync(Path.Combine(directory, "aws-exports.js"), new string('x', 100_000), Harness.Cancellation);
            await harness.Backend.WriteConfigurationAsync(directory, Harness.Cancellation);

            Assert.Equal(harness.Backend.AwsExports(), await File.ReadAllTextAsync(Path.Combine(directory, "aws-exports.js"), Harness.Cancellation));
            Assert.Equal(harness.Backend.AmplifyOutputs(), await File.ReadAllTextAsync(Path.Combine(directory, "amplify_outputs.json"), Harness.Cancellation));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(directory)!, recursive: true);
        }
    }
}
