using System.Net.Http.Headers;
using Amplify.Core.Credentials;
using Amplify.Core.Http;
using Amplify.Signing;

namespace Amplify.Api.Authorization;

/// <summary>Signs with AWS credentials.</summary>
internal sealed class IamAuthorizer(IAwsCredentialsProvider credentials, SigV4Signer signer, ServerClock clock, SigV4Scope scope) : IAuthorizer
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <exception cref="AmplifyException">The provider failed; nothing is sent unsigned because of that.</exception>
    public async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsAuthorizedOtherwise(request))
        {
            return;
        }

        AwsCredentials current = await ProvidedCredentials.GetAsync(credentials, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = clock.GetUtcNow(request.RequestUri!);
        try
        {
            await signer.SignAsync(request, current, scope, now, options: null, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new AmplifyException(
                "The body cannot be rewound after hashing and is larger than 10 MiB, the most that is buffered. Give a seekable stream, such as a file; or set UnsignedPayload in the call's options, where the service accepts that.", e);
        }
    }

    // One of the application's handlers may have set Authorization, which means "do not sign" wherever it comes from; a signature of an
    // earlier attempt is only stale.
    private static bool IsAuthorizedOtherwise(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues("Authorization", out HeaderStringValues values)
        && !values.ToString().StartsWith(Algorithm, StringComparison.Ordinal);
}
