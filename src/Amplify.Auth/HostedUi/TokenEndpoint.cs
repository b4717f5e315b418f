using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amplify.Auth.UserPool;
using Amplify.Core.Http;

namespace Amplify.Auth.HostedUi;

/// <summary>
/// Exchanges codes for tokens, once each:
/// <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html"><c>/oauth2/token</c></see>.
/// </summary>
internal sealed class TokenEndpoint(HttpPipeline pipeline, UserPoolSettings pool, Uri address)
{
    private const string Name = "The user pool's token endpoint";

    /// <exception cref="AmplifyAuthException">There are no tokens for the code.</exception>
    /// <exception cref="AmplifyNetworkException">The endpoint did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The endpoint did not answer in time.</exception>
    public async Task<AuthTokens> ExchangeAsync(string code, PendingSignIn signIn, CancellationToken cancellationToken)
    {
        var call = new HttpCall("the user pool's token endpoint", HttpMethod.Post, address.AbsolutePath);
        HttpAnswer answer = await pipeline.SendAsync(call, _ => new(CreateRequest(code, signIn)), cancellationToken).ConfigureAwait(false);
        TokenAnswer? read = Parse(answer);
        if (!answer.IsSuccess)
        {
            throw OAuthErrors.Create(Name, read?.Error, read?.ErrorDescription, (int)answer.StatusCode >= 500);
        }

        AuthToken access = AuthToken.Parse(read?.AccessToken) ?? throw Unexpected("it has no access token that is a JSON web token");
        AuthToken? id = AuthToken.Parse(read!.IdToken);
        return id is null && !string.IsNullOrEmpty(read.IdToken)
            ? throw Unexpected("its id token is not a JSON web token")
            : new AuthTokens(access, id, string.IsNullOrEmpty(read.RefreshToken) ? null : read.RefreshToken);
    }

    private static TokenAnswer? Parse(HttpAnswer answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Utf8, HostedUiJson.Default.TokenAnswer);
        }
        catch (JsonException)
        {
            // Not kept as inner exception: it may quote tokens.
            return null;
        }
    }

    private static AmplifyAuthException Unexpected(string fault) => new(
        $"{Name} answered what cannot be used: {fault}. Check the domain of the hosted pages in the configuration.", AmplifyAuthReason.UnexpectedAnswer);

    private HttpRequestMessage CreateRequest(string code, PendingSignIn signIn)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "authorization_code"),
                new("client_id", pool.ClientId),
                new("code", code),
                new("redirect_uri", signIn.RedirectUri),
                new("code_verifier", signIn.Verifier),
            ]),
        };
        request.Headers.CacheControl = new CacheControlHeaderValue { NoStore = true };
        if (pool.ClientSecret is { } secret)
        {
            string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{pool.ClientId}:{secret}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        }

        return request;
    }
}
