using Amplify.Local;

namespace Amplify.Interop.Tests.AmplifyJs;

/// <summary>A GraphQL API that every mode may call, and that tells who did.</summary>
internal static class InteropApi
{
    public const string LambdaToken = "custom-letmein";

    private const string Schema = """
        type Query @aws_api_key @aws_iam @aws_oidc @aws_cognito_user_pools @aws_lambda {
          caller: String
          header(name: String!): String
          item(id: ID!): Item
        }
        type Mutation @aws_api_key @aws_iam @aws_oidc @aws_cognito_user_pools @aws_lambda {
          putItem(input: ItemInput!): Item
        }
        type Subscription @aws_api_key @aws_iam @aws_oidc @aws_cognito_user_pools @aws_lambda {
          onPutItem(id: ID): Item @aws_subscribe(mutations: ["putItem"])
          onPutSecretly: Item @aws_subscribe(mutations: ["putItem"]) @aws_cognito_user_pools(cognito_groups: ["admins"])
        }
        type Item @aws_api_key @aws_iam @aws_oidc @aws_cognito_user_pools @aws_lambda {
          id: ID!
          name: String!
          day: AWSDate
          secret: String @aws_cognito_user_pools(cognito_groups: ["admins"])
          broken: String
        }
        input ItemInput { id: ID!, name: String!, day: AWSDate }
        """;

    public static LocalAppSyncOptions Options() => new()
    {
        Schema = Schema,
        DefaultMode = AppSyncAuthMode.ApiKey,
        AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.Oidc, AppSyncAuthMode.UserPool, AppSyncAuthMode.Lambda],
        LambdaAuthorizer = new AppSyncLambdaAuthorizer(static (request, _) => new(new AppSyncAuthorizerResult
        {
            IsAuthorized = request.AuthorizationToken == LambdaToken,
            ResolverContext = new Dictionary<string, object> { ["name"] = "lambda caller" },
        })),
    };

    public static void AddResolvers(LocalAppSync api)
    {
        api.Resolve("Query.caller", static context => NameOf(context.Identity));
        api.Resolve("Query.header", static context => context.RequestHeaders.GetValueOrDefault(context.Argument<string>("name")!));
        api.Resolve("Query.item", static context => new { id = context.Argument<string>("id"), name = "Tea", day = "2026-02-28", secret = "steep it longer" });
        api.Resolve("Mutation.putItem", static context => context.Arguments["input"]);
        api.Resolve("Item.broken", static object? (_) => throw new AppSyncException("It is broken.", "Broken", errorInfo: new { part = "lid" }));
    }

    private static string? NameOf(AppSyncIdentity? identity) => identity switch
    {
        null => "api key",
        AppSyncIamIdentity iam => iam.CognitoIdentityId,
        AppSyncOidcIdentity oidc => oidc.Sub,
        AppSyncUserPoolIdentity user => user.Username,
        AppSyncLambdaIdentity lambda => lambda.ResolverContext["name"].GetString(),
        _ => null,
    };
}
