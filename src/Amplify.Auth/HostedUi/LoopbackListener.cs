using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Amplify.Auth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.HostedUi;

/// <summary>
/// Waits at a URL of this machine for the browser to bring the user back. Sockets and not an HTTP server: those of the platform want rights that a user
/// does not have.
/// </summary>
[UnsupportedOSPlatform("browser")]
internal sealed class LoopbackListener : IAsyncDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private readonly TaskCompletionSource<LoopbackVisit> _visit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TcpListener> _listeners;
    private readonly Uri _url;
    private readonly ILogger _logger;
    private readonly Task _work;

    private LoopbackListener(List<TcpListener> listeners, Uri registered, ILogger logger)
    {
        _listeners = listeners;
        _logger = logger;
        int port = ((IPEndPoint)listeners[0].LocalEndpoint).Port;
        // As it is registered, as long as it names its port itself.
        RedirectUri = registered.Port == 0 ? new UriBuilder(registered) { Port = port }.Uri.AbsoluteUri : registered.OriginalString;
        _url = new Uri(RedirectUri);
        _work = Task.WhenAll(listeners.Select(AcceptAsync));
    }

    /// <summary>Gets the URL, with the port that is listened at.</summary>
    public string RedirectUri { get; }

    /// <exception cref="AmplifyAuthException">The port is taken.</exception>
    public static LoopbackListener Start(Uri url, ILogger logger)
    {
        try
        {
            if (url.Host != "localhost")
            {
                return new LoopbackListener([Listen(IPAddress.Parse(url.IdnHost), url.Port)], url, logger);
            }

            // The browser takes whichever it comes to first.
            List<TcpListener> listeners = [Listen(IPAddress.Loopback, url.Port)];
            AddVersion6(listeners);
            return new LoopbackListener(listeners, url, logger);
        }
        catch (SocketException e)
        {
            throw new AmplifyAuthException(
                FormattableString.Invariant($"Nothing can listen at port {url.Port} of this machine, where the hosted pages send the user back to ({e.SocketErrorCode}). Another sign-in or program may have it."),
                AmplifyAuthReason.RedirectUnavailable,
                e);
        }
    }

    /// <summary>Waits for the first request of the URL.</summary>
    public Task<LoopbackVisit> WaitAsync(CancellationToken cancellationToken) => _visit.Task.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync().ConfigureAwait(false);
        foreach (TcpListener listener in _listeners)
        {
            listener.Dispose();
        }

        await _work.ConfigureAwait(false);
        if (!_visit.TrySetCanceled())
        {
            // Came in after nobody waited any more; disposing twice does no harm.
            (await _visit.Task.ConfigureAwait(false)).Dispose();
        }

        _lifetime.Dispose();
    }

    private static TcpListener Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        return listener;
    }

    private static void AddVersion6(List<TcpListener> listeners)
    {
        try
        {
            listeners.Add(Listen(IPAddress.IPv6Loopback, ((IPEndPoint)listeners[0].LocalEndpoint).Port));
        }
        catch (SocketException)
        {
            // A machine without it has browsers without it.
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        // Browsers open connections ahead of need, and may send nothing over them: each is waited for by itself.
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(_lifetime.Token).ConfigureAwait(false)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        bool isKept = false;
        try
        {
            string? target = await LoopbackRequest.ReadTargetAsync(connection.GetStream(), _lifetime.Token).ConfigureAwait(false);
            if (target is null || !Uri.TryCreate(_url, target, out Uri? url))
            {
                return;
            }

            var visit = new LoopbackVisit(connection, url, _logger);
            isKept = url.Authority == _url.Authority && url.AbsolutePath == _url.AbsolutePath && _visit.TrySetResult(visit);
            if (!isKept)
            {
                await visit.ShowAsync(ClosingPage.NotFound, _lifetime.Token, "404 Not Found").ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            _logger.BrowserConnectionBroke(e.GetType().Name);
        }
        finally
        {
            if (!isKept)
            {
                connection.Dispose();
            }
        }
    }
}
