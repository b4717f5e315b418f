namespace Amplify.Core.Http;

/// <summary>
/// A body that is read in pieces, lines or server-sent events, of which none may grow larger than is kept in memory: what reads it keeps a
/// piece until it is whole.
/// </summary>
/// <param name="body">The body, in UTF-8.</param>
/// <param name="maxBytes">The most bytes of a piece.</param>
/// <param name="isEvents">Whether a piece is an event, which an empty line ends, rather than a line.</param>
/// <param name="tooLarge">Makes the error for a piece that is larger.</param>
internal sealed class BoundedStream(Stream body, long maxBytes, bool isEvents, Func<Exception> tooLarge) : Stream
{
    private const byte CarriageReturn = (byte)'\r';
    private const byte LineFeed = (byte)'\n';

    private long _eventLength;
    private long _lineLength;
    private bool _isComment;
    private bool _afterCarriageReturn;

    public override bool CanRead => body.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Count(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = body.Read(buffer, offset, count);
        Count(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOfAny(CarriageReturn, LineFeed);
            ReadOnlySpan<byte> line = end < 0 ? bytes : bytes[..end];
            if (!line.IsEmpty)
            {
                Grow(line);
            }

            if (end < 0)
            {
                return;
            }

            // A line feed after a carriage return ends no second line.
            if (bytes[end] == CarriageReturn || !_afterCarriageReturn || !line.IsEmpty)
            {
                EndLine();
            }

            _afterCarriageReturn = bytes[end] == CarriageReturn;
            bytes = bytes[(end + 1)..];
        }
    }

    private void Grow(ReadOnlySpan<byte> line)
    {
        _afterCarriageReturn = false;
        _isComment = _lineLength == 0 ? line[0] == (byte)':' : _isComment;
        _lineLength += line.Length;
        if (_eventLength + _lineLength > maxBytes)
        {
            throw tooLarge();
        }
    }

    // A comment, which servers send to keep a connection alive, is no part of the event around it.
    private void EndLine()
    {
        if (isEvents && _lineLength > 0)
        {
            _eventLength += _isComment ? 0 : _lineLength;
        }
        else
        {
            _eventLength = 0;
        }

        _lineLength = 0;
    }
}
