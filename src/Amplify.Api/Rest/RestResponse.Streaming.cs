using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Amplify.Api.Rest;
using Amplify.Core.Http;

namespace Amplify;

/// <content>The body as it comes.</content>
public sealed partial class RestResponse
{
    private bool _opened;

    /// <summary>Gets whether the body is still to come. <see cref="OpenBody"/> reads it then; <see cref="Body"/>, <see cref="Text"/> and <see cref="ReadAs"/> throw.</summary>
    /// <value><see langword="true"/> for a 2xx answer to a call with <see cref="RestOptions.Streaming"/>.</value>
    public bool IsStreaming => _answer.Stream is not null;

    /// <summary>Opens the body for reading. A streaming body can be opened once; of others each call gives a stream of its own.</summary>
    /// <returns>
    /// The body, to be read asynchronously. Of a streaming one, reads throw <see cref="AmplifyTimeoutException"/> past the call's time-out,
    /// <see cref="AmplifyNetworkException"/> when the connection is cut, and <see cref="OperationCanceledException"/> when the call or the read is cancelled.
    /// </returns>
    /// <exception cref="InvalidOperationException">The body is streaming and was opened before.</exception>
    /// <exception cref="ObjectDisposedException">The response was disposed of.</exception>
    public Stream OpenBody()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_answer.Stream is null)
        {
            return new MemoryStream(_answer.Body, writable: false);
        }

        if (_opened)
        {
            throw new InvalidOperationException("The body is streaming and was opened already; it comes only once. Keep what was read of it, or call without Streaming.");
        }

        _opened = true;
        return _answer.Stream;
    }

    /// <summary>Writes the body to a stream, such as a file, as it comes.</summary>
    /// <param name="destination">The stream to write to; it is left open.</param>
    /// <param name="cancellationToken">Cancels reading and writing.</param>
    /// <returns>A task that completes when the whole body is written.</returns>
    /// <exception cref="AmplifyException">The rest of the body did not come, or not in time.</exception>
    /// <exception cref="InvalidOperationException">The body is streaming and was opened before.</exception>
    /// <exception cref="ObjectDisposedException">The response was disposed of.</exception>
    public async Task CopyToAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Stream body = OpenBody();
        await using (body.ConfigureAwait(false))
        {
            await body.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the body line by line as it comes, such as newline-delimited JSON.</summary>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>The lines without their ends, in the character set that the answer names, else UTF-8. Leaving the loop releases the connection.</returns>
    /// <exception cref="ApiException">A line is larger than <see cref="RestOptions.MaxResponseBytes"/>.</exception>
    /// <exception cref="AmplifyException">The rest of the body did not come, or not in time.</exception>
    /// <exception cref="InvalidOperationException">The body is streaming and was opened before.</exception>
    /// <exception cref="ObjectDisposedException">The response was disposed of.</exception>
    public async IAsyncEnumerable<string> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Encoding encoding = _answer.Encoding;
        Stream body = encoding is UTF8Encoding ? OpenBody() : Encoding.CreateTranscodingStream(OpenBody(), encoding, Encoding.UTF8);
        using var reader = new StreamReader(Bounded(body, isEvents: false), Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Reads the body as server-sent events (<c>text/event-stream</c>) as they come.</summary>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>
    /// The events; comments are left out, and so is an event that the end of the body cuts off. Leaving the loop releases the connection. There is no reconnecting: call again with <c>Last-Event-ID</c>.
    /// </returns>
    /// <remarks>See <see href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</see>.</remarks>
    /// <exception cref="ApiException">An event is larger than <see cref="RestOptions.MaxResponseBytes"/>.</exception>
    /// <exception cref="AmplifyException">The rest of the body did not come, or not in time.</exception>
    /// <exception cref="InvalidOperationException">The body is streaming and was opened before.</exception>
    /// <exception cref="ObjectDisposedException">The response was disposed of.</exception>
    public async IAsyncEnumerable<SseItem<string>> ReadServerSentEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Stream body = Bounded(OpenBody(), isEvents: true);
        await using (body.ConfigureAwait(false))
        {
            await foreach (SseItem<string> item in SseParser.Create(body).EnumerateAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }

    private BoundedStream Bounded(Stream body, bool isEvents) =>
        new(body, _call.Reading.MaxBytes, isEvents, () => RestErrors.PieceTooLarge(_call, _answer, isEvents ? "an event" : "a line"));
}
