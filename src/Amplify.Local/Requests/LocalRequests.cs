using System.Diagnostics;
using System.Runtime.CompilerServices;
using Amplify.Local.Hosting;

namespace Amplify.Local;

/// <summary>The last requests that the backend has received. Safe for concurrent use.</summary>
/// <remarks>
/// A request is here before the first byte of its answer is sent: whoever has an answer finds its request. It counts once, however a
/// client came to send it; an <see cref="HttpClient"/> by itself repeats a request whose pooled connection ends before any answer.
/// </remarks>
public sealed class LocalRequests
{
    private readonly Lock _gate = new();
    private readonly Pulse _added = new();
    private readonly LoggedRequest[] _ring;
    private long _total;

    internal LocalRequests(int capacity)
    {
        _ring = new LoggedRequest[capacity];
    }

    /// <summary>Gets how many requests there were, those forgotten included.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Gives the requests that are remembered, oldest first.</summary>
    /// <returns>A copy.</returns>
    public IReadOnlyList<LoggedRequest> Snapshot() => Since(0);

    /// <summary>Waits for a request, one that is remembered already included.</summary>
    /// <param name="match">Which request; the first that is remembered when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The oldest request that matches.</returns>
    public async Task<LoggedRequest> WaitForAsync(Func<LoggedRequest, bool>? match = null, CancellationToken cancellationToken = default)
    {
        await foreach (LoggedRequest request in FollowAsync(cancellationToken).ConfigureAwait(false))
        {
            if (match?.Invoke(request) != false)
            {
                return request;
            }
        }

        throw new UnreachableException();
    }

    /// <summary>Gives the requests that are remembered, then each further one as it is answered.</summary>
    /// <param name="cancellationToken">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The requests, oldest first, without an end. One that reads slower than requests come misses those that are forgotten.</returns>
    public async IAsyncEnumerable<LoggedRequest> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long seen = 0;
        while (true)
        {
            Task next = _added.Next;
            foreach (LoggedRequest request in Since(seen))
            {
                seen = request.Number;
                yield return request;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal void Add(LoggedRequest request)
    {
        lock (_gate)
        {
            _ring[_total % _ring.Length] = request;
            request.Number = Interlocked.Increment(ref _total);
        }

        _added.Beat();
    }

    private LoggedRequest[] Since(long number)
    {
        lock (_gate)
        {
            long from = Math.Max(number, _total - _ring.Length);
            var requests = new LoggedRequest[Math.Max(0, _total - from)];
            for (int i = 0; i < requests.Length; i++)
            {
                requests[i] = _ring[(from + i) % _ring.Length];
            }

            return requests;
        }
    }
}
