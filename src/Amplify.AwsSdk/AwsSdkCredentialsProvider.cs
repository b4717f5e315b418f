using Amazon.Runtime;
using Amplify.Signing;

namespace Amplify.AwsSdk;

/// <summary>Gives the credentials that the AWS SDK for .NET finds: a profile, SSO, an assumed role, the instance's metadata.</summary>
/// <remarks>
/// The SDK is asked for every request, and it caches and renews by itself. See
/// <see href="https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/creds-assign.html">how the SDK finds credentials</see>.
/// </remarks>
/// <param name="credentials">The SDK's credentials, such as those of <c>DefaultAWSCredentialsIdentityResolver.GetCredentials()</c>.</param>
public sealed class AwsSdkCredentialsProvider(AWSCredentials credentials) : IAwsCredentialsProvider
{
    private readonly AWSCredentials _credentials = credentials ?? throw new ArgumentNullException(nameof(credentials));

    /// <inheritdoc/>
    /// <exception cref="AmazonClientException">The SDK has no credentials.</exception>
    /// <exception cref="NotSupportedException">The SDK's credentials are anonymous ones, which cannot sign.</exception>
    public async ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_credentials is AnonymousAWSCredentials)
        {
            throw new NotSupportedException("Anonymous credentials cannot sign. To send requests unsigned, set the API's AuthMode to None.");
        }

        // The SDK's method takes no token: cancelling ends the wait, and what it finds is kept by the SDK.
        ImmutableCredentials current = await _credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return new AwsCredentials(current.AccessKey, current.SecretKey, current.Token, ExpirationOf(_credentials));
    }

    private static DateTimeOffset? ExpirationOf(AWSCredentials credentials) => credentials.Expiration is { } expiration
        ? new DateTimeOffset(expiration.Kind == DateTimeKind.Local ? expiration.ToUniversalTime() : DateTime.SpecifyKind(expiration, DateTimeKind.Utc))
        : null;
}
