namespace Amplify.Local;

/// <summary>What a user of the default user pool may do with fields that no directive speaks of.</summary>
public enum AppSyncDefaultAction
{
    /// <summary>Read them (<c>ALLOW</c>).</summary>
    Allow,

    /// <summary>Nothing (<c>DENY</c>): each field needs a directive.</summary>
    Deny,
}
