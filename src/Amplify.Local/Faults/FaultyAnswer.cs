using Amplify.Local.Hosting;
using Microsoft.AspNetCore.Http;

namespace Amplify.Local.Faults;

/// <summary>Puts an answer on the wire as a fault says: slowly, in part, or with a length that is not its own.</summary>
internal static class FaultyAnswer
{
    public static async ValueTask WriteAsync(HttpContext context, HttpAnswer answer, Fault fault, TimeProvider timeProvider)
    {
        HttpResponse response = context.Response;
        AnswerWriter.WriteHead(response, answer);
        Change(response, fault);
        ReadOnlyMemory<byte> body = AnswerWriter.MayHaveBody(response) ? answer.Body : default;
        if (fault.Cut == FaultCut.InAnswer || fault.ContentLength is not null)
        {
            var wire = new RawAnswer(context);
            await wire.BeginAsync(body.Length).ConfigureAwait(false);
            ReadOnlyMemory<byte> part = fault.Cut == FaultCut.InAnswer ? body[..Math.Min(fault.CutAfter, body.Length)] : body;
            await SendAsync(part, fault.Pace, wire.SendAsync, timeProvider, context.RequestAborted).ConfigureAwait(false);
            await wire.EndAsync().ConfigureAwait(false);
            return;
        }

        await response.StartAsync().ConfigureAwait(false);
        await SendAsync(body, fault.Pace, FlushAsync, timeProvider, context.RequestAborted).ConfigureAwait(false);

        async ValueTask FlushAsync(ReadOnlyMemory<byte> piece) => await response.BodyWriter.WriteAsync(piece).ConfigureAwait(false);
    }

    private static void Change(HttpResponse response, Fault fault)
    {
        foreach (KeyValuePair<string, string> header in fault.Headers)
        {
            response.Headers.Remove(header.Key);
        }

        foreach (KeyValuePair<string, string> header in fault.Headers)
        {
            response.Headers.Append(header.Key, header.Value);
        }

        if (fault.IsChunked || fault.ContentLength is not null)
        {
            response.ContentLength = fault.ContentLength;
        }
    }

    private static async ValueTask SendAsync(
        ReadOnlyMemory<byte> body,
        FaultPace? pace,
        Func<ReadOnlyMemory<byte>, ValueTask> send,
        TimeProvider timeProvider,
        CancellationToken aborted)
    {
        if (pace is not { } slowly)
        {
            await send(body).ConfigureAwait(false);
            return;
        }

        for (int sent = 0; sent < body.Length; sent += slowly.Bytes)
        {
            if (sent > 0)
            {
                await Task.Delay(slowly.Interval, timeProvider, aborted).ConfigureAwait(false);
            }

            await send(body.Slice(sent, Math.Min(slowly.Bytes, body.Length - sent))).ConfigureAwait(false);
        }
    }
}
