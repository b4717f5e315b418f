using Amplify.Core.Http;
using Amplify.Signing;

namespace Amplify.Api.Authorization;

/// <summary>Signs with AWS credentials.</summary>
internal sealed class IamAuthorizer(IAwsCredentialsProvider credentials, SigV4Signer signer, ServerClock clock, SigV4Scope scope) : IAuthorizer
{
    /// <exception cref="AmplifyException">The provider failed; nothing is sent unsigned because of that.</exception>
    public async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        AwsCredentials current = await GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = clock.GetUtcNow(request.RequestUri!);
        await signer.SignAsync(request, current, scope, now, options: null, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await credentials.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (AmplifyException or OperationCanceledException))
        {
            throw new AmplifyAuthException(
                $"The credentials provider {credentials.GetType().Name} failed, so the request was not sent: {e.Message} To send requests unsigned, set AuthMode to None.",
                AmplifyAuthReason.ProviderFailed,
                e);
        }
    }
}
