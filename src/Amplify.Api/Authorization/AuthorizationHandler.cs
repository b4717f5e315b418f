using Amplify.Core.Diagnostics;
using Amplify.Core.Http;

namespace Amplify.Api.Authorization;

/// <summary>
/// Authorizes each attempt, after every other handler has had its say and right before the transport. A refusal that newer credentials or the
/// server's time can mend is answered by sending the request once more: it was refused and not done, so this holds for every method.
/// </summary>
internal sealed class AuthorizationHandler : DelegatingHandler
{
    /// <summary>The key under which a request says how it is to be authorized: by each of these, in this order.</summary>
    public static readonly HttpRequestOptionsKey<IReadOnlyList<IAuthorizer>> Authorizers = new("Amplify.Authorizers");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Options.TryGetValue(Authorizers, out IReadOnlyList<IAuthorizer>? authorizers) && authorizers.Count > 0
            ? SendAuthorizedAsync(request, authorizers, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendAuthorizedAsync(
        HttpRequestMessage request, IReadOnlyList<IAuthorizer> authorizers, CancellationToken cancellationToken)
    {
        var tried = Recovery.None;
        bool traced = TraceHeaders.AreOn(request);
        while (true)
        {
            for (int i = 0; i < authorizers.Count; i++)
            {
                await authorizers[i].AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
            }

            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!Refusal.IsOne(response.StatusCode))
            {
                return response;
            }

            Recovery recovery = await RecoverAsync(request, response, authorizers, tried, cancellationToken).ConfigureAwait(false);
            if (recovery == Recovery.None)
            {
                return response;
            }

            tried |= recovery;
            response.Dispose();
            AmplifyMetrics.Replayed(recovery == Recovery.Clock ? "clock" : "credentials");
            if (!traced)
            {
                TraceHeaders.Remove(request);
            }
        }
    }

    private static async ValueTask<Recovery> RecoverAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        IReadOnlyList<IAuthorizer> authorizers,
        Recovery tried,
        CancellationToken cancellationToken)
    {
        try
        {
            Refusal? refusal = null;
            foreach (IAuthorizer authorizer in authorizers)
            {
                if (authorizer is ApiKeyAuthorizer)
                {
                    continue;
                }

                refusal ??= await Refusal.ReadAsync(response, cancellationToken).ConfigureAwait(false);
                Recovery recovery = await authorizer.RecoverAsync(request, refusal, tried, cancellationToken).ConfigureAwait(false);
                if (recovery != Recovery.None)
                {
                    // What was learnt serves later requests even where this one's body is gone.
                    return RequestBody.CanBeSentAgain(request, request.Content) ? recovery : Recovery.None;
                }
            }

            return Recovery.None;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
