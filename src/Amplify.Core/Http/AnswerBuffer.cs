using System.Buffers;
using System.Net;

namespace Amplify.Core.Http;

/// <summary>Reads the body of an answer into memory.</summary>
internal static class AnswerBuffer
{
    private const int Smallest = 4 * 1024;

    // A server may claim any length: more than this is taken only as it comes.
    private const int LargestForeseen = 1024 * 1024;

    /// <exception cref="TruncatedAnswerException">The connection was cut within the body, or the body is not in the encoding that it claims.</exception>
    /// <exception cref="ApiException">The body is larger than is read into memory.</exception>
    public static async ValueTask<AnswerBody> ReadAsync(HttpResponseMessage response, HttpCall call, CancellationToken cancellationToken)
    {
        AnswerReading reading = call.Reading;
        long? length = HasBody(response, call) ? response.Content.Headers.ContentLength : 0;
        if (length > reading.MaxBytes)
        {
            throw TooLarge(response, call);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp((length ?? 0) + 1, Smallest, LargestForeseen));
        int count = 0;
        AnswerBody? whole = null;
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (await body.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false) is > 0 and int read)
            {
                count += read;
                if (count > reading.MaxBytes)
                {
                    throw TooLarge(response, call);
                }

                reading.Progress?.Report(count);
                buffer = count == buffer.Length ? Grown(buffer) : buffer;
            }

            whole = count > 0 ? new AnswerBody(buffer, count) : null;
            return whole ?? AnswerBody.Empty;
        }
        catch (Exception e) when (IsFaultOfBody(e))
        {
            throw new TruncatedAnswerException(buffer.AsSpan(0, count).ToArray(), e);
        }
        finally
        {
            if (whole is null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Tells whether a body that is read fails by what the server sent, rather than by how it is read.</summary>
    public static bool IsFaultOfBody(Exception failure) => failure
        is IOException or HttpRequestException

        // The last is how Brotli reports what is not Brotli.
        or InvalidDataException or (InvalidOperationException and not ObjectDisposedException);

    private static bool HasBody(HttpResponseMessage response, HttpCall call) =>
        call.Method != HttpMethod.Head && response.StatusCode is not (HttpStatusCode.NotModified or HttpStatusCode.NoContent);

    private static byte[] Grown(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, Array.MaxLength));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static ApiException TooLarge(HttpResponseMessage response, HttpCall call) =>
        new(
            FormattableString.Invariant($"{call} answered {(int)response.StatusCode} with more than {call.Reading.MaxBytes} bytes, the most that is read into memory. {(call.Operation is null ? "Set Streaming in the call's options and read the body as it comes, or raise" : "Ask for less at once, or raise")} MaxResponseBytes."),
            response.StatusCode)
        { Headers = HttpAnswer.Merge(response) };
}
