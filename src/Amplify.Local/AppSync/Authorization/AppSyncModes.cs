namespace Amplify.Local.AppSync.Authorization;

/// <summary>The modes of an API: the default one, and those that directives can open fields to.</summary>
internal sealed record AppSyncModes(AppSyncAuthMode Default, IReadOnlyList<AppSyncAuthMode> Additional)
{
    /// <summary>Whether the default mode's user pool denies fields that no directive opens.</summary>
    public bool DeniesByDefault { get; init; }

    public bool Has(AppSyncAuthMode mode) => Default == mode || Additional.Contains(mode);

    public bool IsOnly(AppSyncAuthMode mode) => Default == mode && Additional.All(other => other == mode);
}
