namespace Amplify.Configuration.Settings;

/// <summary>What a text must be to serve as a setting; see <see cref="SettingRules"/>.</summary>
internal enum SettingRule
{
    Text,
    Name,
    RestUrl,
    GraphQLUrl,
    RealtimeUrl,
    ServiceUrl,
    Region,
    IdentityPoolId,
    UserPoolId,
    EndpointType,
    CookieDomain,
    SameSite,
}
