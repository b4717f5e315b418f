namespace Amplify.Core.Http;

/// <summary>The innermost handler, which sends. It follows no redirect: what is signed for one host must not be carried to another.</summary>
internal static class HttpTransport
{
    // Long enough to keep connections warm, short enough to notice that a host name moved.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Makes the platform's own handler.</summary>
    public static HttpMessageHandler Create()
    {
        if (OperatingSystem.IsBrowser())
        {
            return new HttpClientHandler { AllowAutoRedirect = false };
        }

        // Cookies would let two identities that share a client share a session.
        return new DecompressionHandler(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = ConnectionLifetime,
        });
    }

    /// <summary>Prepares a handler that the application supplies: finds what sends in the end and switches redirects off there.</summary>
    /// <exception cref="AmplifyConfigurationException">The chain has no end, or its end is in use already and follows redirects.</exception>
    public static HttpMessageHandler Prepare(HttpMessageHandler handler)
    {
        HttpMessageHandler end = handler;
        while (end is DelegatingHandler link)
        {
            end = link.InnerHandler ?? throw new AmplifyConfigurationException(
                $"HttpMessageHandler is a {link.GetType().Name} with no InnerHandler, so nothing would send the request. Set its InnerHandler, or add it to AmplifyOptions.Handlers.")
            { Key = "HttpMessageHandler" };
        }

        try
        {
            SwitchRedirectsOff(end);
        }
        catch (InvalidOperationException e)
        {
            throw new AmplifyConfigurationException(
                $"HttpMessageHandler ends in a {end.GetType().Name} that follows redirects and has already sent requests. Create it with AllowAutoRedirect = false: a signed request must not follow a redirect.",
                e)
            { Key = "HttpMessageHandler" };
        }

        return handler;
    }

    private static void SwitchRedirectsOff(HttpMessageHandler end)
    {
        if (end is HttpClientHandler { AllowAutoRedirect: true } handler)
        {
            handler.AllowAutoRedirect = false;
        }
        else if (!OperatingSystem.IsBrowser() && end is SocketsHttpHandler { AllowAutoRedirect: true } sockets)
        {
            sockets.AllowAutoRedirect = false;
        }
    }
}
