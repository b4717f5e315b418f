using System.Runtime.CompilerServices;
using Amplify.Api.Realtime.Connection;
using Amplify.Core.Http;

namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>
/// Reads what a subscription has missed, and sees to it that no message is delivered twice because it came both ways. Used by the one who reads the
/// subscription, and by nobody else.
/// </summary>
internal sealed class CatchUp<T>(SubscriptionOptions<T> options, Uri endpoint, ServerClock clock, RealtimeContext context)
{
    // How long a message may be on its way after it can be read, and clocks and stores may differ.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly RecentKeys? _delivered = options.KeyOf is null ? null : new RecentKeys(context.TimeProvider);
    private readonly HashSet<string> _caughtUp = new(StringComparer.Ordinal);
    private long? _overlapEnd;
    private T? _last;

    /// <summary>Notes a message of the server, and tells whether it is to be delivered.</summary>
    public bool Take(in SubscriptionItem<T> item)
    {
        if (_delivered is null)
        {
            _last = item.Value;
            return true;
        }

        string key = options.KeyOf!(item.Value!);
        if (_overlapEnd is { } end)
        {
            if (item.Number > end)
            {
                _overlapEnd = null;
                _caughtUp.Clear();
            }
            else if (_caughtUp.Contains(key))
            {
                return false;
            }
        }

        _last = item.Value;
        _delivered.Age();
        _delivered.Add(key);
        return true;
    }

    /// <summary>Reads what was missed.</summary>
    /// <param name="since">When the subscription was last live, by this machine's clock.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async IAsyncEnumerable<T> ReadAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset from = since - Margin + clock.OffsetOf(endpoint);
        for (int failures = 0; ;)
        {
            Exception? failure = null;
            IAsyncEnumerator<T> missed = CallAsync(from, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (missed.ConfigureAwait(false))
            {
                while (true)
                {
                    (bool more, failure) = await MoveNextAsync(missed, cancellationToken).ConfigureAwait(false);
                    if (!more)
                    {
                        break;
                    }

                    if (IsNew(missed.Current))
                    {
                        yield return missed.Current;
                    }
                }
            }

            if (failure is null)
            {
                _overlapEnd = context.TimeProvider.GetTimestamp() + (long)(Overlap.TotalSeconds * context.TimeProvider.TimestampFrequency);
                yield break;
            }

            TimeSpan wait = Backoff.WaitBefore(++failures, context.Random());
            context.Logger.CatchUpFailed(failure.Message, wait.TotalMilliseconds);
            await Task.Delay(wait, context.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    // Whatever the application's function throws, it is thrown when it is read.
    private async IAsyncEnumerable<T> CallAsync(DateTimeOffset from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (T item in options.CatchUp!(from, _last, cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    private static async ValueTask<(bool More, Exception? Failure)> MoveNextAsync(IAsyncEnumerator<T> missed, CancellationToken cancellationToken)
    {
        try
        {
            return (await missed.MoveNextAsync().ConfigureAwait(false), null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return MayPass(e) ? (false, e) : throw Failed(e);
        }
    }

    // Also what a first try has given before it failed.
    private bool IsNew(T item)
    {
        if (_delivered is not null)
        {
            string key = options.KeyOf!(item);
            _caughtUp.Add(key);
            if (_delivered.Contains(key))
            {
                return false;
            }

            _delivered.Add(key);
        }

        _last = item;
        return true;
    }

    private static RealtimeException Failed(Exception cause) => new(
        $"Messages may be missing after a lost connection, and CatchUp failed to read them: {cause.Message} The subscription has ended; subscribe again.", cause);

    // An HttpClient tells a time-out as a cancellation.
    private static bool MayPass(Exception failure) => failure is AmplifyException { IsTransient: true } or HttpRequestException or IOException or TimeoutException
        or TaskCanceledException { InnerException: TimeoutException };
}
