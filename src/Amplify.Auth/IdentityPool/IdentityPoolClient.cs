using Amplify.Auth.Protocol;
using Amplify.Core.Http;
using Amplify.Signing;

namespace Amplify.Auth.IdentityPool;

/// <summary>Speaks to an identity pool, for a guest or for a user who has signed in elsewhere.</summary>
internal sealed class IdentityPoolClient(HttpPipeline pipeline, IdentityPoolSettings settings)
{
    private static readonly CognitoOperation<IdentityPoolMessages.GetIdRequest, IdentityPoolMessages.GetIdAnswer> GetId =
        new("GetId", IdentityPoolJson.Default.GetIdRequest, IdentityPoolJson.Default.GetIdAnswer);

    private static readonly CognitoOperation<IdentityPoolMessages.GetCredentialsRequest, IdentityPoolMessages.GetCredentialsAnswer> GetCredentials =
        new("GetCredentialsForIdentity", IdentityPoolJson.Default.GetCredentialsRequest, IdentityPoolJson.Default.GetCredentialsAnswer);

    private readonly IdentityPoolService _service = new(settings);
    private readonly CognitoClient _client = new(pipeline, new IdentityPoolService(settings));

    public IdentityPoolSettings Settings => settings;

    /// <param name="logins">The user's tokens by their issuers, or <see langword="null"/> for a guest.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<string> GetIdAsync(IReadOnlyDictionary<string, string>? logins, CancellationToken cancellationToken)
    {
        var request = new IdentityPoolMessages.GetIdRequest { IdentityPoolId = settings.IdentityPoolId, Logins = logins };
        (IdentityPoolMessages.GetIdAnswer answer, _) = await _client.CallAsync(GetId, request, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(answer.IdentityId) ? throw _service.Unexpected(GetId.Name, "it has no IdentityId") : answer.IdentityId;
    }

    /// <returns>
    /// The credentials and whose they are: a guest who signs in to an account becomes the identity of that; and when the service gave them, by its clock.
    /// </returns>
    public async Task<(string IdentityId, AwsCredentials Credentials, DateTimeOffset? ServerTime)> GetCredentialsAsync(
        string identityId, IReadOnlyDictionary<string, string>? logins, CancellationToken cancellationToken)
    {
        var request = new IdentityPoolMessages.GetCredentialsRequest { IdentityId = identityId, Logins = logins };
        (IdentityPoolMessages.GetCredentialsAnswer answer, DateTimeOffset? serverTime) = await _client.CallAsync(GetCredentials, request, cancellationToken).ConfigureAwait(false);
        if (answer.Credentials is not { AccessKeyId: { Length: > 0 } id, SecretKey: { Length: > 0 } secret } part)
        {
            throw _service.Unexpected(GetCredentials.Name, "it has no AccessKeyId and SecretKey");
        }

        try
        {
            DateTimeOffset? expiration = part.Expiration is { } seconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
            string current = string.IsNullOrEmpty(answer.IdentityId) ? identityId : answer.IdentityId;
            return (current, new AwsCredentials(id, secret, part.SessionToken, expiration), serverTime);
        }
        catch (ArgumentException e)
        {
            throw _service.Unexpected(GetCredentials.Name, "its keys or its Expiration are not ones", e);
        }
    }
}
