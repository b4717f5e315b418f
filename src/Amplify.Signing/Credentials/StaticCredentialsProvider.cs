namespace Amplify.Signing;

/// <summary>Gives the same credentials for ever.</summary>
/// <param name="credentials">The credentials to give.</param>
public sealed class StaticCredentialsProvider(AwsCredentials credentials) : IAwsCredentialsProvider
{
    private readonly AwsCredentials _credentials = credentials ?? throw new ArgumentNullException(nameof(credentials));

    /// <inheritdoc/>
    public string IdentityKey => _credentials.AccessKeyId;

    /// <inheritdoc/>
    public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default) => new(_credentials);
}
