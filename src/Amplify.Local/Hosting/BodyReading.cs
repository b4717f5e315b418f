using Microsoft.AspNetCore.Http;

namespace Amplify.Local.Hosting;

/// <summary>A body read up to a limit.</summary>
internal readonly record struct BodyReading(ReadOnlyMemory<byte> Body, bool IsTooLarge)
{
    private const int FirstBuffer = 4096;

    public static async ValueTask<BodyReading> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return new BodyReading(default, IsTooLarge: true);
        }

        // One byte of room beyond the declared length lets the last read see the end without growing the buffer.
        byte[] buffer = new byte[request.ContentLength + 1 ?? FirstBuffer];
        int length = 0;
        while (true)
        {
            int read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return new BodyReading(buffer.AsMemory(0, length), IsTooLarge: false);
            }

            length += read;
            if (length > limit)
            {
                return new BodyReading(default, IsTooLarge: true);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }
}
