namespace Amplify.Api.Rest;

/// <summary>Passes on what is written and tells how much that was.</summary>
internal sealed class ProgressStream(Stream target, IProgress<long> progress) : Stream
{
    // Bytes in memory are written at once; their progress would be nothing, then everything.
    private const int LargestStep = 64 * 1024;

    private long _count;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            ReadOnlyMemory<byte> step = buffer[..Math.Min(buffer.Length, LargestStep)];
            await target.WriteAsync(step, cancellationToken).ConfigureAwait(false);
            _count += step.Length;
            progress.Report(_count);
            buffer = buffer[step.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        target.Write(buffer, offset, count);
        _count += count;
        progress.Report(_count);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => target.FlushAsync(cancellationToken);

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
