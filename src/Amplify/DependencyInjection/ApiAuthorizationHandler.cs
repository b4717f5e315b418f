using Amplify.Api;
using Amplify.Api.Authorization;
using Amplify.Api.Rest;

namespace Amplify.DependencyInjection;

/// <summary>
/// Gives a request of somebody else's <see cref="HttpClient"/> the headers of an API, and says how it is to be authorized, by the settings of the
/// client as they are now. What the request carries itself wins.
/// </summary>
internal sealed class ApiAuthorizationHandler(RestSender sender, string apiName) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Decided once: on a further attempt the request carries headers that are ours and would pass for the caller's.
        if (!request.Options.TryGetValue(AuthorizationHandler.Authorizers, out _))
        {
            RestSettings settings = sender.Settings;
            RestEndpointEntry api = settings.Catalog.Find(apiName);
            Dictionary<string, string?> headers = await RestHeaders.MergeAsync(
                sender.UserAgent, accept: null, api.Headers, api.CustomHeader, ofCall: null, cancellationToken).ConfigureAwait(false);
            RestOptions own = OwnHeadersOf(request);
            Dictionary<string, string?> missing = new(headers.Where(header => !Carries(request, header.Key)), StringComparer.OrdinalIgnoreCase);
            RestHeaders.Apply(missing, request, contentIsCallers: true);
            foreach (var (name, values) in request.Headers.NonValidated)
            {
                headers[name] = values.ToString();
            }

            request.Options.Set(AuthorizationHandler.Authorizers, settings.Authorization.For(api, own, headers, request.RequestUri!));
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // Credentials may have to be fetched first; sent on from here, the request would go out unsigned.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A request is authorized asynchronously; use SendAsync.");

    private static RestOptions OwnHeadersOf(HttpRequestMessage request)
    {
        var options = new RestOptions();
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            options.Headers[name] = values.ToString();
        }

        return options;
    }

    private static bool Carries(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.Contains(name) || request.Content?.Headers.NonValidated.Contains(name) == true;
}
