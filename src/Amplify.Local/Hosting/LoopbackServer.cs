using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Amplify.Local.Hosting;

/// <summary>
/// Kestrel with nothing around it: no host, no ambient configuration (an <c>ASPNETCORE_URLS</c> of the surrounding process must not
/// move the backend), no middleware. It starts in a fraction of the time and never listens beyond loopback.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    // API Gateway allows 10,240 bytes of request line and headers; a realtime sub-protocol needs more, so the socket takes 32 KiB.
    private const int LargestHeaders = 32 * 1024;

    // Above every service's own limit, so that each service refuses in its own words and Kestrel can still read the rest of the body.
    private const long LargestBody = 64L * 1024 * 1024;

    private readonly KestrelServer _server;
    private readonly LoopbackCertificates? _certificates;
    private readonly WebApplication? _tlsServices;

    private LoopbackServer(KestrelServer server, Uri root, LoopbackCertificates? certificates, WebApplication? tlsServices)
    {
        _server = server;
        _certificates = certificates;
        _tlsServices = tlsServices;
        Root = root;
    }

    public Uri Root { get; }

    /// <summary>Gets the file of the certificate authority, where TLS is served.</summary>
    public string? AuthorityFile => _certificates?.AuthorityFile;

    /// <param name="port">The port; 0 for any free one.</param>
    /// <param name="certificates">What TLS is served with, if at all. It is disposed of with the server.</param>
    /// <param name="handler">What handles requests.</param>
    /// <param name="loggerFactory">Where Kestrel logs.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<LoopbackServer> StartAsync(
        int port,
        LoopbackCertificates? certificates,
        Func<HttpContext, Task> handler,
        ILoggerFactory loggerFactory,
        CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestHeadersTotalSize = LargestHeaders;
        options.Limits.MaxRequestBodySize = LargestBody;
        WebApplication? tlsServices = certificates is null ? null : TlsServices();
        options.ApplicationServices = tlsServices?.Services!;
        options.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificates is not null)
            {
                listen.UseHttps(certificates.Server);
            }
        });
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggerFactory);
        var server = new KestrelServer(Options.Create(options), transport, loggerFactory);
        try
        {
            await server.StartAsync(new LoopbackApplication(handler), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            server.Dispose();
            certificates?.Dispose();
            if (tlsServices is not null)
            {
                await tlsServices.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }

        string address = server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new LoopbackServer(server, new Uri(address), certificates, tlsServices);
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever disposes a backend has stopped caring about calls in flight; a cancelled stop aborts them instead of waiting.
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
        _certificates?.Dispose();
        if (_tlsServices is not null)
        {
            await _tlsServices.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Kestrel takes what it needs for TLS from services that only a host has: one is made for that, and never run.
    private static WebApplication TlsServices()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        return builder.Build();
    }
}
