using System.Net;
using Amplify.Core.Diagnostics;
using Amplify.Core.Http;
using Microsoft.Extensions.Logging;

namespace Amplify.Api.Authorization;

/// <summary>Sends a token as it is, with no scheme before it. One that is refused is renewed once.</summary>
internal sealed class TokenAuthorizer(TokenSource source, ILogger logger) : IAuthorizer
{
    private const string HeaderName = "Authorization";

    // In the request, not here: an authorizer may serve many at once.
    private static readonly HttpRequestOptionsKey<SentToken> Sent = new("Amplify.Token");

    /// <exception cref="AmplifyException">The provider failed; nothing is sent without a token because of that.</exception>
    public async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsAuthorizedOtherwise(request, out SentToken? sent))
        {
            return;
        }

        if (sent is { IsRenewed: true })
        {
            Set(request, sent.Value, isRenewed: false);
            return;
        }

        Set(request, await source.GetAsync(cancellationToken).ConfigureAwait(false), isRenewed: false);
    }

    public async ValueTask<Recovery> RecoverAsync(
        HttpRequestMessage request, Refusal refusal, Recovery tried, CancellationToken cancellationToken)
    {
        bool mendable = refusal.Status == HttpStatusCode.Unauthorized && !tried.HasFlag(Recovery.Credentials);
        if (!mendable || IsAuthorizedOtherwise(request, out SentToken? sent) || sent is null)
        {
            return Recovery.None;
        }

        string renewed = await source.GetAsync(cancellationToken, rejected: sent.Value).ConfigureAwait(false);
        if (renewed == sent.Value)
        {
            return Recovery.None;
        }

        Uri address = request.RequestUri!;
        logger.CredentialsRefused(address.IdnHost, address.Port, (int)refusal.Status, refusal.ErrorType);
        Set(request, renewed, isRenewed: true);
        return Recovery.Credentials;
    }

    private static void Set(HttpRequestMessage request, string token, bool isRenewed)
    {
        request.Headers.Remove(HeaderName);
        request.Headers.TryAddWithoutValidation(HeaderName, token);
        request.Options.Set(Sent, new SentToken(token, isRenewed));
    }

    // One of the application's handlers may have set Authorization, which wins; a token of an earlier attempt is only stale.
    private static bool IsAuthorizedOtherwise(HttpRequestMessage request, out SentToken? sent)
    {
        request.Options.TryGetValue(Sent, out sent);
        return request.Headers.NonValidated.TryGetValues(HeaderName, out var values) && values.ToString() != sent?.Value;
    }

    /// <param name="Value">The token that the request carries.</param>
    /// <param name="IsRenewed">Whether it was fetched for the replay that is about to begin.</param>
    private sealed record SentToken(string Value, bool IsRenewed)
    {
        public override string ToString() => nameof(SentToken);
    }
}
