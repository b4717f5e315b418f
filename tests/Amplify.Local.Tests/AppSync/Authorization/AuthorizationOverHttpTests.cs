using System.Text.Json;
using Amplify.Local.Tests.Support;
using Amplify.Signing;

namespace Amplify.Local.Tests.AppSync.Authorization;

public sealed class AuthorizationOverHttpTests
{
    private const string Schema =
        """
        type Query {
            open: Thing
            caller: String @aws_api_key @aws_iam @aws_cognito_user_pools @aws_oidc @aws_lambda
            admins: String @aws_cognito_user_pools(cognito_groups: ["Admins"])
            things: Thing @aws_api_key @aws_iam @aws_lambda
        }

        type Thing {
            name: String
        }

        extend type Thing @aws_api_key @aws_lambda {
            cost: Int
        }
        """;

    private static LocalBackendOptions Options => new()
    {
        AppSync = new LocalAppSyncOptions
        {
            Schema = Schema,
            AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool, AppSyncAuthMode.Oidc, AppSyncAuthMode.Lambda],
            LambdaAuthorizer = new AppSyncLambdaAuthorizer(static (request, _) => new(new AppSyncAuthorizerResult
            {
                IsAuthorized = request.AuthorizationToken == "custom-yes",
                ResolverContext = new Dictionary<string, object> { ["user"] = "ann" },
                DeniedFields = ["Thing.cost"],
            })),
        },
    };

    private static async Task<Harness> StartAsync()
    {
        Harness harness = await Harness.StartAsync(Options);
        LocalAppSync api = harness.Backend.AppSync;
        api.Resolve("Query.caller", static context => context.Identity switch
        {
            null => "nobody known",
            AppSyncIamIdentity iam => $"{iam.CognitoIdentityAuthType ?? "account"} {iam.CognitoIdentityId}",
            AppSyncUserPoolIdentity user => $"{user.Username} of {string.Join(',', user.Groups ?? [])}",
            AppSyncOidcIdentity user => user.Sub,
            AppSyncLambdaIdentity user => user.ResolverContext["user"].GetString(),
            _ => "someone else",
        });
        api.Resolve("Query.admins", static _ => "secret");
        api.Resolve("Query.open", static _ => new { name = "a", cost = 1 });
        api.Resolve("Query.things", static _ => new { name = "a", cost = 1 });
        return harness;
    }

    private static HttpRequestMessage Query(Harness harness, string query, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = harness.Request("POST", "/graphql", JsonSerializer.Serialize(new { query }));
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static Task<Reply> SendAsync(Harness harness, string query, params (string Name, string Value)[] headers) =>
        harness.SendAsync(Query(harness, query, headers));

    private static string Unauthorized(string field, string type, int column) =>
        $$"""{"path":["{{field}}"],"data":null,"errorType":"Unauthorized","errorInfo":null,"locations":[{"line":1,"column":{{column}},"sourceName":null}],"message":"Not Authorized to access {{field}} on type {{type}}"}""";

    [Fact]
    public async Task Post_EachMode_ReachesTheResolverWithItsIdentity()
    {
        await using Harness harness = await StartAsync();
        (string identityId, AwsCredentials guest) = await harness.GuestAsync();
        LocalBackend backend = harness.Backend;

        Assert.Equal("""{"data":{"caller":"nobody known"}}""", (await SendAsync(harness, "{ caller }", ("x-api-key", backend.AppSync.ApiKey!))).Text);
        Assert.Equal(
            $$$"""{"data":{"caller":"unauthenticated {{{identityId}}}"}}""",
            (await harness.SendAsync(await harness.SignAsync(Query(harness, "{ caller }"), guest, "appsync"))).Text);
        Assert.Equal(
            """{"data":{"caller":"account "}}""",
            (await harness.SendAsync(await harness.SignAsync(Query(harness, "{ caller }"), service: "appsync"))).Text);
        string user = backend.UserPoolTokens.IssueAccessToken("ann", new() { Groups = ["Staff"] });
        Assert.Equal("""{"data":{"caller":"ann of Staff"}}""", (await SendAsync(harness, "{ caller }", ("Authorization", user))).Text);
        Assert.Equal("""{"data":{"caller":"ann"}}""", (await SendAsync(harness, "{ caller }", ("Authorization", backend.OidcTokens.IssueToken("ann")))).Text);
        Assert.Equal("""{"data":{"caller":"ann"}}""", (await SendAsync(harness, "{ caller }", ("Authorization", "custom-yes"))).Text);
    }

    [Fact]
    public async Task Post_NobodyKnown_IsRefusedInAppSyncsShape()
    {
        await using Harness harness = await StartAsync();

        Reply missing = await SendAsync(harness, "{ caller }");
        Reply refused = await SendAsync(harness, "{ caller }", ("Authorization", "custom-no"));

        Assert.Equal((401, "UnauthorizedException"), (missing.Code, missing.ErrorType));
        Assert.Equal("""{"errors":[{"errorType":"UnauthorizedException","message":"Missing authorization header"}]}""", missing.Text);
        Assert.Equal("""{"errors":[{"errorType":"UnauthorizedException","message":"You are not authorized to make this call."}]}""", refused.Text);
    }

    [Fact]
    public async Task Post_WrongSecret_IsA403WithTheCanonicalString()
    {
        await using Harness harness = await StartAsync();
        var wrong = new AwsCredentials(harness.Backend.Credentials.AccessKeyId, "wrong");

        Reply reply = await harness.SendAsync(await harness.SignAsync(Query(harness, "{ caller }"), wrong, "appsync"));

        Assert.Equal((403, "InvalidSignatureException"), (reply.Code, reply.ErrorType));
        Assert.Contains("The Canonical String for this request should have been", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_FieldOfOtherCallers_IsNullBesidesTheRest()
    {
        await using Harness harness = await StartAsync();
        string staff = harness.Backend.UserPoolTokens.IssueIdToken("ann", new() { Groups = ["Staff"] });
        string admin = harness.Backend.UserPoolTokens.IssueIdToken("bob", new() { Groups = ["Staff", "Admins"] });

        Reply denied = await SendAsync(harness, "{ admins caller }", ("Authorization", staff));
        Reply allowed = await SendAsync(harness, "{ admins caller }", ("Authorization", admin));

        Assert.Equal(200, denied.Code);
        Assert.Equal("""{"admins":null,"caller":"ann of Staff"}""", denied.Json.GetProperty("data").GetRawText());
        Assert.Equal($"[{Unauthorized("admins", "Query", 3)}]", denied.Json.GetProperty("errors").GetRawText());
        Assert.Equal("""{"data":{"admins":"secret","caller":"bob of Staff,Admins"}}""", allowed.Text);
    }

    [Fact]
    public async Task Post_FieldWithoutADirective_IsForTheDefaultModeOnly()
    {
        await using Harness harness = await StartAsync();

        Reply byKey = await SendAsync(harness, "{ open { name } }", ("x-api-key", harness.Backend.AppSync.ApiKey!));
        Reply signed = await harness.SendAsync(await harness.SignAsync(Query(harness, "{ open { name } }"), service: "appsync"));

        Assert.Equal("""{"data":{"open":{"name":"a"}}}""", byKey.Text);
        Assert.Equal("""{"open":null}""", signed.Json.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Post_TypeNotOpenToTheCaller_GivesItsFieldsAsNull()
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.SendAsync(await harness.SignAsync(Query(harness, "{ things { name cost } }"), service: "appsync"));

        Assert.Equal("""{"things":{"name":null,"cost":null}}""", reply.Json.GetProperty("data").GetRawText());
        Assert.Equal(2, reply.Json.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Post_FieldThatTheFunctionWithholds_IsNullThoughItsResolverHasAValue()
    {
        await using Harness harness = await StartAsync();

        Reply reply = await SendAsync(harness, "{ things { name cost } }", ("Authorization", "custom-yes"));

        Assert.Equal("""{"things":{"name":"a","cost":null}}""", reply.Json.GetProperty("data").GetRawText());
        Assert.Contains("Not Authorized to access cost on type Thing", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SignedByAGuest_IsLoggedWithTheIdentity()
    {
        await using Harness harness = await StartAsync();
        (string identityId, AwsCredentials guest) = await harness.GuestAsync();

        await harness.SendAsync(await harness.SignAsync(Query(harness, "{ caller }"), guest, "appsync"));

        Assert.Contains(harness.Backend.Requests.Snapshot(), entry => entry.Path == "/graphql" && entry.IdentityId == identityId);
    }
}
