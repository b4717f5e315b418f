using Amplify.Local.Hosting;

namespace Amplify.Local.Faults;

/// <summary>How far a script has come: each step holds for so many hits.</summary>
internal sealed class FaultSteps
{
    private readonly int[] _counts;
    private readonly Pulse _hit = new();
    private int _step;
    private int _usedOfStep;
    private int _hits;
    private volatile bool _ended;

    /// <exception cref="ArgumentException">There is no step, or one that never comes.</exception>
    public FaultSteps(int[] counts, string parameter)
    {
        _counts = counts;
        if (counts.Length == 0)
        {
            throw new ArgumentException("A sequence needs a step.", parameter);
        }

        if (Array.IndexOf(counts, int.MaxValue) is >= 0 and int forever && forever < counts.Length - 1)
        {
            throw new ArgumentException($"Step {forever + 1} goes on for ever, so that those behind it never come.", parameter);
        }
    }

    public int Hits => Volatile.Read(ref _hits);

    public bool IsOver => _ended || Volatile.Read(ref _step) == _counts.Length;

    public async Task WaitForHitsAsync(int hits, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next = _hit.Next;
            if (Hits >= hits)
            {
                return;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void End() => _ended = true;

    /// <summary>Counts a hit. Not for concurrent use.</summary>
    /// <returns>Which step it takes, or <see langword="null"/> when none is left.</returns>
    public int? Next()
    {
        if (IsOver)
        {
            return null;
        }

        int step = _step;
        if (_counts[step] != int.MaxValue && ++_usedOfStep == _counts[step])
        {
            _usedOfStep = 0;
            Volatile.Write(ref _step, step + 1);
        }

        Interlocked.Increment(ref _hits);
        _hit.Beat();
        return step;
    }
}
