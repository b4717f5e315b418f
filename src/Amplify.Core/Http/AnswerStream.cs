namespace Amplify.Core.Http;

/// <summary>
/// The body of an answer as it comes. Reading it belongs to the call: deadline and cancellation hold, and failures are those of the call.
/// The connection is let go at the end of the body, on a failure, or on disposal.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="response">What holds the connection.</param>
/// <param name="deadline">How long the call may go on; the stream disposes of it.</param>
/// <param name="progress">Is told the bytes that have been read so far.</param>
/// <param name="translate">Gives the error to throw for a failure, with the token of the read that failed.</param>
internal sealed class AnswerStream(
    Stream body,
    HttpResponseMessage response,
    CallDeadline deadline,
    IProgress<long>? progress,
    Func<Exception, CancellationToken, Exception?> translate) : Stream
{
    private const string AsynchronousOnly = "The body of an answer is read asynchronously only, since a blocking read would know no deadline. Use ReadAsync or CopyToAsync.";

    private long _count;
    private bool _ended;
    private bool _disposed;

    public override bool CanRead => !_disposed;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_ended)
        {
            return 0;
        }

        using CancellationTokenSource? joined = deadline.Join(cancellationToken);
        int read;
        try
        {
            read = await body.ReadAsync(buffer, joined?.Token ?? deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (_disposed)
        {
            throw new ObjectDisposedException("The response was disposed of while its body was read.", e);
        }
        catch (Exception e) when (e is OperationCanceledException || AnswerBuffer.IsFaultOfBody(e))
        {
            CancellationToken cancelled = cancellationToken.IsCancellationRequested ? cancellationToken : deadline.CallerToken;
            Exception failure = e is OperationCanceledException ? e : new TruncatedAnswerException([], e);
            Exception translated = translate(failure, cancelled) ?? e;
            Dispose();
            throw translated;
        }

        Count(read, asked: buffer.Length);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException(AsynchronousOnly);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            if (!_ended)
            {
                // A read that is under way must let go of the connection before it is closed or drained.
                deadline.Abandon();
                Release();
            }
        }

        base.Dispose(disposing);
    }

    private void Count(int read, int asked)
    {
        if (read > 0)
        {
            _count += read;
            progress?.Report(_count);
        }
        else if (asked > 0)
        {
            _ended = true;
            Release();
        }
    }

    private void Release()
    {
        response.Dispose();
        deadline.Dispose();
    }
}
