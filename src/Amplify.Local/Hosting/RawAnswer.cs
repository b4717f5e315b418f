using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Hosting;

/// <summary>
/// Writes an answer past Kestrel, straight to the socket. Kestrel keeps an answer true to its length and gives no sign when bytes have
/// left, so that a broken answer, and one that is cut behind an exact byte, cannot go through it.
/// </summary>
internal sealed class RawAnswer(HttpContext context)
{
    private readonly Socket _socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    /// <summary>Sends the headers; where they have no length, also the head of the one chunk that the body will be.</summary>
    public ValueTask BeginAsync(int bodyLength)
    {
        HttpResponse response = context.Response;
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}\r\n");
        foreach (KeyValuePair<string, StringValues> header in response.Headers)
        {
            foreach (string? value in header.Value)
            {
                head.Append(CultureInfo.InvariantCulture, $"{header.Key}: {value}\r\n");
            }
        }

        head.Append(response.ContentLength is null && bodyLength > 0
            ? string.Create(CultureInfo.InvariantCulture, $"Transfer-Encoding: chunked\r\n\r\n{bodyLength:x}\r\n")
            : "\r\n");
        return SendAsync(Encoding.Latin1.GetBytes(head.ToString()));
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int sent = await _socket.SendAsync(bytes, context.RequestAborted).ConfigureAwait(false);
            bytes = bytes[sent..];
        }
    }

    /// <summary>
    /// Ends the connection. It is reset only when the caller has closed it too: a reset sent at once could overtake bytes that are still
    /// under way.
    /// </summary>
    public async ValueTask EndAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }
}
