using Amplify.Auth.Session;

namespace Amplify.Auth.Federation;

/// <summary>By what the user proves itself to the identity pool, whichever way the user has signed in.</summary>
internal sealed class UserLogins(FederatedSession federated, UserPoolSession? userPool) : ILoginSource
{
    public event EventHandler? IdentityChanged
    {
        add
        {
            federated.IdentityChanged += value;
            userPool?.IdentityChanged += value;
        }

        remove
        {
            federated.IdentityChanged -= value;
            userPool?.IdentityChanged -= value;
        }
    }

    public async ValueTask<IReadOnlyDictionary<string, string>?> GetLoginsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string>? logins = await federated.GetLoginsAsync(cancellationToken).ConfigureAwait(false);
        return logins is null && userPool is not null ? await userPool.GetLoginsAsync(cancellationToken).ConfigureAwait(false) : logins;
    }
}
