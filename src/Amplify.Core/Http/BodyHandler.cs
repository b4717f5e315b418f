namespace Amplify.Core.Http;

/// <summary>
/// Does what depends on the body as it is sent in the end, and so stands right above the transport: handlers may replace it, and authorization may
/// hash and keep it.
/// </summary>
internal sealed class BodyHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    /// <summary>The key under which a request tells the attempt that it belongs to.</summary>
    public static readonly HttpRequestOptionsKey<HttpAttempt> Attempt = new("Amplify.Attempt");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // No other attempt may follow an upload that cannot be sent a second time, so it gets the whole time of its call.
        if (request.Options.TryGetValue(Attempt, out HttpAttempt? attempt))
        {
            attempt.LiftLimitOfSingleBody();
        }

        // A request that asks for leave to send its body is sent again by the platform when a kept connection turns out to be closed. Without a body
        // the server may have done already what it asks for, and there is nothing to ask for.
        if (request.Headers.NonValidated.Contains("Expect") && request.Content?.Headers.ContentLength == 0)
        {
            request.Headers.ExpectContinue = false;
        }

        return base.SendAsync(request, cancellationToken);
    }
}
