namespace Amplify.Auth.Session;

/// <summary>Knows by what a signed-in user proves itself to an identity pool.</summary>
internal interface ILoginSource
{
    /// <summary>Raised when somebody else is signed in from now on, or nobody.</summary>
    event EventHandler? IdentityChanged;

    /// <summary>Gives tokens by their issuers, or <see langword="null"/> when nobody is signed in.</summary>
    ValueTask<IReadOnlyDictionary<string, string>?> GetLoginsAsync(CancellationToken cancellationToken);
}
