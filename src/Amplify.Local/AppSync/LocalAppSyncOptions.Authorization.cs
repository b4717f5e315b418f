using Amplify.Local.AppSync.Authorization;

namespace Amplify.Local;

public sealed partial class LocalAppSyncOptions
{
    /// <summary>Gets the mode of fields that no directive speaks of.</summary>
    /// <value>Default: <see cref="AppSyncAuthMode.ApiKey"/>.</value>
    public AppSyncAuthMode DefaultMode { get; init; } = AppSyncAuthMode.ApiKey;

    /// <summary>Gets the modes that directives can open fields to, besides the default one.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<AppSyncAuthMode> AdditionalModes { get; init; } = [];

    /// <summary>Gets the user pools of mode <see cref="AppSyncAuthMode.UserPool"/>; the first is that of the default mode.</summary>
    /// <value>Default: the backend's own, <see cref="LocalBackend.UserPoolTokens"/>.</value>
    public IReadOnlyList<AppSyncUserPool> UserPools { get; init; } = [new()];

    /// <summary>Gets the providers of mode <see cref="AppSyncAuthMode.Oidc"/>.</summary>
    /// <value>Default: the backend's own, <see cref="LocalBackend.OidcTokens"/>.</value>
    public IReadOnlyList<AppSyncOidcIssuer> OidcIssuers { get; init; } = [new()];

    /// <summary>Gets the function of mode <see cref="AppSyncAuthMode.Lambda"/>, which needs one.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public AppSyncLambdaAuthorizer? LambdaAuthorizer { get; init; }

    /// <summary>The modes of the API as the fields' rules see them.</summary>
    internal AppSyncModes Modes => new(DefaultMode, AdditionalModes)
    {
        DeniesByDefault = DefaultMode == AppSyncAuthMode.UserPool && UserPools is [{ DefaultAction: AppSyncDefaultAction.Deny }, ..],
    };
}
