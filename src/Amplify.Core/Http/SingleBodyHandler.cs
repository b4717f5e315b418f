namespace Amplify.Core.Http;

/// <summary>
/// Leaves an upload the whole time of its call where its body cannot be sent a second time: no other attempt may follow it. It stands right above
/// the transport, since authorization may hash a body and keep it, and then it can.
/// </summary>
internal sealed class SingleBodyHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    /// <summary>The key under which a request tells the attempt that it belongs to.</summary>
    public static readonly HttpRequestOptionsKey<HttpAttempt> Attempt = new("Amplify.Attempt");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Attempt, out HttpAttempt? attempt))
        {
            attempt.LiftLimitOfSingleBody();
        }

        return base.SendAsync(request, cancellationToken);
    }
}
