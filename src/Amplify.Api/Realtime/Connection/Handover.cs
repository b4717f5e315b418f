using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Amplify.Api.Realtime.Connection;

/// <summary>
/// One subscription on two sockets while one replaces the other. The old one delivers until the server has ended it there; what comes on the new one
/// waits, and what came on both is delivered once.
/// </summary>
/// <param name="id">The id of the subscription on the old socket.</param>
/// <param name="old">The old socket.</param>
/// <param name="subscriber">Who takes the messages.</param>
internal sealed class Handover(Guid id, RealtimeSocket old, ISubscriber subscriber)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, int> _delivered = [];
    private readonly Queue<byte[]> _held = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _holds = true;
    private bool _releases;

    public Guid OldId => id;

    public RealtimeSocket OldSocket => old;

    /// <summary>Takes a message of the old subscription.</summary>
    public ValueTask ReceiveOldAsync(ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_delivered, HashOf(payload), out _)++;
        }

        return subscriber.ReceiveAsync(payload);
    }

    /// <summary>Takes a message of the new subscription.</summary>
    public ValueTask ReceiveNewAsync(ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (_holds)
            {
                // Where the subscriber makes the old socket wait, this one waits as well.
                _held.Enqueue(payload.ToArray());
                return _releases || old.Stall is { IsCompleted: false } ? new ValueTask(_released.Task) : ValueTask.CompletedTask;
            }

            if (IsRepeated(payload))
            {
                return ValueTask.CompletedTask;
            }
        }

        return subscriber.ReceiveAsync(payload);
    }

    /// <summary>Delivers what has waited: the old subscription delivers nothing any longer.</summary>
    public Task ReleaseAsync()
    {
        lock (_lock)
        {
            if (_releases)
            {
                return _released.Task;
            }

            _releases = true;
        }

        return DeliverHeldAsync();
    }

    private async Task DeliverHeldAsync()
    {
        while (true)
        {
            byte[] payload;
            lock (_lock)
            {
                if (_held.Count == 0)
                {
                    _holds = false;
                    _released.SetResult();
                    return;
                }

                payload = _held.Dequeue();
                if (IsRepeated(payload))
                {
                    continue;
                }
            }

            await subscriber.ReceiveAsync(payload).ConfigureAwait(false);
        }
    }

    // Counted, not just remembered: two messages may well have the same text.
    private bool IsRepeated(ReadOnlySpan<byte> payload)
    {
        UInt128 hash = HashOf(payload);
        ref int count = ref CollectionsMarshal.GetValueRefOrNullRef(_delivered, hash);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count) || count == 0)
        {
            return false;
        }

        count--;
        return true;
    }

    private static UInt128 HashOf(ReadOnlySpan<byte> payload)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload, hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
