using System.Text.Json;
using System.Threading.Channels;
using Amplify.Api.Realtime.Connection;
using Amplify.Core.Diagnostics;

namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>Takes the messages of a subscription from its connection and keeps them for the one who reads it.</summary>
internal sealed class SubscriptionBuffer<T> : ISubscriber
{
    private readonly Channel<SubscriptionItem<T>> _items;
    private readonly IPayloadReader<T> _reader;
    private readonly RealtimeContext _context;
    private readonly SubscriptionOptions<T> _options;
    private readonly bool _stampsItems;
    private long _dropped;
    private long _droppedGap = long.MaxValue;
    private Exception? _failure;

    public SubscriptionBuffer(IPayloadReader<T> reader, SubscriptionOptions<T> options, RealtimeContext context)
    {
        _reader = reader;
        _options = options;
        _context = context;
        _stampsItems = options.CatchUp is not null && options.KeyOf is not null;
        _items = Channel.CreateBounded<SubscriptionItem<T>>(
            new BoundedChannelOptions(options.BufferCapacity)
            {
                SingleReader = true,
                FullMode = options.Overflow == OverflowPolicy.DropOldest ? BoundedChannelFullMode.DropOldest : BoundedChannelFullMode.Wait,
            },
            Drop);
    }

    /// <summary>Gets or sets what ends the subscription when its buffer is full.</summary>
    public Action? Overflowed { get; set; }

    public ChannelReader<SubscriptionItem<T>> Items => _items.Reader;

    /// <summary>Gets or sets what is told that nothing will come any longer.</summary>
    public Action? Ended { get; set; }

    /// <summary>Gives how many messages were dropped since it was asked last.</summary>
    public long TakeDropped() => Volatile.Read(ref _dropped) == 0 ? 0 : Interlocked.Exchange(ref _dropped, 0);

    /// <summary>Gives since when messages are missing, where the place of the gap itself was dropped.</summary>
    public long? TakeDroppedGap() =>
        Volatile.Read(ref _droppedGap) == long.MaxValue ? null : Interlocked.Exchange(ref _droppedGap, long.MaxValue);

    public ValueTask ReceiveAsync(ReadOnlySpan<byte> payload) =>
        Split(payload) is { } several ? ReceiveAsync(several) : ReceiveOneAsync(payload);

    public void Resume(DateTimeOffset since)
    {
        ValueTask writing = WriteAsync(new SubscriptionItem<T> { Kind = ItemKind.Gap, Number = since.UtcTicks });
        if (!writing.IsCompletedSuccessfully)
        {
            // The place is kept: what comes later is written later.
            _ = writing.AsTask();
        }
    }

    public void End(Exception? failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        _items.Writer.TryComplete(_failure);
        Ended?.Invoke();
    }

    private async ValueTask ReceiveAsync(IReadOnlyList<byte[]> payloads)
    {
        foreach (byte[] payload in payloads)
        {
            await ReceiveOneAsync(payload).ConfigureAwait(false);
        }
    }

    private ValueTask ReceiveOneAsync(ReadOnlySpan<byte> payload)
    {
        RealtimeMetrics.Messages.Add(1);
        return WriteAsync(Read(payload));
    }

    private IReadOnlyList<byte[]>? Split(ReadOnlySpan<byte> payload)
    {
        try
        {
            return _reader.Split(payload);
        }
        catch (JsonException)
        {
            // Reading it as one message tells what is wrong with it.
            return null;
        }
    }

    private ValueTask WriteAsync(in SubscriptionItem<T> item)
    {
        if (_items.Writer.TryWrite(item))
        {
            return ValueTask.CompletedTask;
        }

        if (_options.Overflow == OverflowPolicy.Wait)
        {
            return WaitAsync(item);
        }

        if (!_items.Reader.Completion.IsCompleted && _failure is null)
        {
            RealtimeMetrics.Dropped.Add(1);
            End(new RealtimeException(
                $"The subscription's buffer of {_options.BufferCapacity} messages is full: messages come faster than they are taken. Take them faster, or set BufferCapacity or Overflow in the subscription's options.")
            { ErrorType = "BufferOverflow" });
            Overflowed?.Invoke();
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask WaitAsync(SubscriptionItem<T> item)
    {
        try
        {
            await _items.Writer.WriteAsync(item).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // The subscription has ended meanwhile.
        }
    }

    private SubscriptionItem<T> Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            SubscriptionItem<T> item = _reader.Read(payload);
            return _stampsItems ? item with { Number = _context.TimeProvider.GetTimestamp() } : item;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Converters and constructors of the application may throw anything. One bad message is no reason to end the rest.
            _context.Logger.Undecodable(typeof(T).Name, e.Message);
            return new SubscriptionItem<T> { Kind = ItemKind.Undecodable, Fault = e, Payload = ValueOf(payload) };
        }
    }

    private void Drop(SubscriptionItem<T> item)
    {
        if (item.Kind == ItemKind.Gap)
        {
            // The first one counts: all that is missing since then is missing.
            long known;
            while (item.Number < (known = Volatile.Read(ref _droppedGap))
                && Interlocked.CompareExchange(ref _droppedGap, item.Number, known) != known)
            {
            }

            return;
        }

        Interlocked.Increment(ref _dropped);
        RealtimeMetrics.Dropped.Add(1);
    }

    private static byte[] ValueOf(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            reader.Read();
            reader.Skip();
            return payload[..(int)reader.BytesConsumed].ToArray();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return payload.ToArray();
        }
    }
}
