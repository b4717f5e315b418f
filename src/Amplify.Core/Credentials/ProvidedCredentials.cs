using Amplify.Core.Http;
using Amplify.Signing;

namespace Amplify.Core.Credentials;

/// <summary>Asks a credentials provider, which may be the application's own, and keeps its failures in the family.</summary>
internal static class ProvidedCredentials
{
    /// <exception cref="AmplifyException">The provider failed: its own error when it is of the family, else one around it.</exception>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public static ValueTask<AwsCredentials> GetAsync(IAwsCredentialsProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            // At hand for nearly every request, and then nothing is to be awaited.
            ValueTask<AwsCredentials> asked = provider.GetCredentialsAsync(cancellationToken);
            return asked.IsCompletedSuccessfully
                ? new ValueTask<AwsCredentials>(Given(asked.Result))
                : WaitAsync(asked, provider, cancellationToken);
        }
        catch (Exception e) when (IsForeign(e, cancellationToken))
        {
            throw Failed(provider, e);
        }
    }

    private static async ValueTask<AwsCredentials> WaitAsync(
        ValueTask<AwsCredentials> asked, IAwsCredentialsProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            return Given(await asked.WithinAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (IsForeign(e, cancellationToken))
        {
            throw Failed(provider, e);
        }
    }

    private static AwsCredentials Given(AwsCredentials? credentials) => credentials ?? throw new InvalidOperationException("It gave null.");

    private static bool IsForeign(Exception failure, CancellationToken cancellationToken) =>
        failure is not AmplifyException && !(failure is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static AmplifyAuthException Failed(IAwsCredentialsProvider provider, Exception cause) => new(
        $"The credentials provider {provider.GetType().Name} failed: {cause.Message} Nothing is sent unsigned because of that; to send unsigned requests, set AuthMode to None.",
        AmplifyAuthReason.ProviderFailed,
        cause);
}
