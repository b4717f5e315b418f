namespace Amplify.Local.Configuration;

/// <summary>The GraphQL API as a client is configured with it.</summary>
internal sealed record GraphQLDescription(Uri Endpoint, AppSyncAuthMode DefaultMode, IReadOnlyList<AppSyncAuthMode> AdditionalModes, string? ApiKey)
{
    public string DefaultType => TypeOf(DefaultMode);

    public IEnumerable<string> AdditionalTypes => AdditionalModes.Select(TypeOf);

    private static string TypeOf(AppSyncAuthMode mode) => mode switch
    {
        AppSyncAuthMode.ApiKey => "API_KEY",
        AppSyncAuthMode.Iam => "AWS_IAM",
        AppSyncAuthMode.UserPool => "AMAZON_COGNITO_USER_POOLS",
        AppSyncAuthMode.Oidc => "OPENID_CONNECT",
        _ => "AWS_LAMBDA",
    };
}
