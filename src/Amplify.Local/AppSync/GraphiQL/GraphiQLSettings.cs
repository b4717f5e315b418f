namespace Amplify.Local.AppSync.GraphiQL;

/// <summary>What the page has to know of the API and the backend.</summary>
internal sealed record GraphiQLSettings(
    string Path,
    string Region,
    string IdentityPath,
    string IdentityPoolId,
    IReadOnlyList<AppSyncAuthMode> Modes,
    Func<string?> ApiKey);
