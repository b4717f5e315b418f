using Amplify.Core.Http;
using Amplify.Signing;

namespace Amplify.Core.Credentials;

/// <summary>Asks a credentials provider, which may be the application's own, and keeps its failures in the family.</summary>
internal static class ProvidedCredentials
{
    /// <exception cref="AmplifyException">The provider failed: its own error when it is of the family, else one around it.</exception>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public static async ValueTask<AwsCredentials> GetAsync(IAwsCredentialsProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            return await provider.GetCredentialsAsync(cancellationToken).WithinAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException("It gave null.");
        }
        catch (Exception e) when (e is not AmplifyException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new AmplifyAuthException(
                $"The credentials provider {provider.GetType().Name} failed: {e.Message} Nothing is sent unsigned because of that; to send unsigned requests, set AuthMode to None.",
                AmplifyAuthReason.ProviderFailed,
                e);
        }
    }
}
