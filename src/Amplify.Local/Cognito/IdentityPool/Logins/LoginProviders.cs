namespace Amplify.Local.Cognito.IdentityPool.Logins;

/// <summary>The providers of the pool.</summary>
internal sealed class LoginProviders(IReadOnlyList<ILoginProvider> providers)
{
    /// <summary>Verifies all logins: one that is not to be believed refuses the call, whatever the others are.</summary>
    /// <exception cref="CognitoException">A provider is unknown, or a token is not to be believed.</exception>
    public async ValueTask<IReadOnlyList<VerifiedLogin>> VerifyAsync(IReadOnlyList<KeyValuePair<string, string>> logins, DateTimeOffset now)
    {
        var verified = new List<VerifiedLogin>(logins.Count);
        foreach (KeyValuePair<string, string> login in logins)
        {
            verified.Add(await Find(login.Key).VerifyAsync(login.Value, now).ConfigureAwait(false));
        }

        return verified;
    }

    /// <summary>Gives the name that logins of a provider are kept under.</summary>
    public string NameOf(string key) => Find(key).Name;

    private ILoginProvider Find(string key)
    {
        foreach (ILoginProvider provider in providers)
        {
            if (provider.IsCalled(key))
            {
                return provider;
            }
        }

        // What is no host's name cannot be a provider at all.
        throw key.Contains('.', StringComparison.Ordinal) ? LoginErrors.NotSupported : IdentityPoolErrors.Invalid("Please provide a valid public provider");
    }
}
