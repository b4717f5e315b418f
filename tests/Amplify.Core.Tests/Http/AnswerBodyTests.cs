using System.Buffers;
using Amplify.Core.Http;

namespace Amplify.Core.Tests.Http;

public sealed class AnswerBodyTests
{
    [Fact]
    public void Keep_StaysWhenTheBufferIsUsedAgain()
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(16);
        (rented[0], rented[1]) = (1, 2);
        var body = new AnswerBody(rented, length: 2);

        byte[] kept = body.Keep();
        rented[0] = 9;

        Assert.Equal([1, 2], kept);
        Assert.Equal([1, 2], body.Span.ToArray());
        Assert.Same(kept, body.Keep());
    }

    [Fact]
    public void Drop_GivesTheBufferBackOnce()
    {
        // Of a size that no other test rents: what is returned last is rented first on the same thread.
        byte[] rented = ArrayPool<byte>.Shared.Rent(1 << 21);
        var body = new AnswerBody(rented, length: 2);

        body.Drop();
        body.Drop();

        byte[] first = ArrayPool<byte>.Shared.Rent(1 << 21);
        byte[] second = ArrayPool<byte>.Shared.Rent(1 << 21);
        Assert.Same(rented, first);
        Assert.NotSame(rented, second);
    }

    [Fact]
    public void Drop_AfterKeep_LeavesTheBytes()
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(16);
        rented[0] = 7;
        var body = new AnswerBody(rented, length: 1);
        byte[] kept = body.Keep();

        body.Drop();

        Assert.Equal([7], kept);
        Assert.Equal([7], body.Span.ToArray());
    }
}
