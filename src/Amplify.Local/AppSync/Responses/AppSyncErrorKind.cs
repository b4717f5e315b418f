namespace Amplify.Local.AppSync.Responses;

/// <summary>Which members an error has: AppSync writes them differently.</summary>
internal enum AppSyncErrorKind
{
    /// <summary>About the request as a whole: locations, but no path.</summary>
    Request,

    /// <summary>About a value: a path, but no locations.</summary>
    Completion,

    /// <summary>Told by a resolver or for it: all members.</summary>
    Field,
}
