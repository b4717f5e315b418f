using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Amplify.Auth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.HostedUi;

/// <summary>A request of a browser at a port of this machine, which waits to be shown a page.</summary>
[UnsupportedOSPlatform("browser")]
internal sealed class LoopbackVisit(TcpClient connection, Uri url, ILogger logger) : IDisposable
{
    public Uri Url => url;

    /// <summary>Shows a page. A browser that has gone away changes nothing.</summary>
    public async ValueTask ShowAsync(string page, CancellationToken cancellationToken, string status = "200 OK")
    {
        byte[] body = Encoding.UTF8.GetBytes(page);
        string head = string.Join(
            "\r\n",
            $"HTTP/1.1 {status}",
            "Content-Type: text/html; charset=utf-8",
            FormattableString.Invariant($"Content-Length: {body.Length}"),
            "Cache-Control: no-store",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            "Connection: close",
            "\r\n");
        try
        {
            NetworkStream stream = connection.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(body, cancellationToken).ConfigureAwait(false);
            connection.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            logger.BrowserConnectionBroke(e.GetType().Name);
        }
    }

    public void Dispose() => connection.Dispose();
}
