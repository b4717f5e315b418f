using Amplify.Local.Hosting;

namespace Amplify.Local;

/// <summary>Faults that are set, one after the other; <see cref="Remove"/> takes back those that have not happened yet.</summary>
public sealed class FaultScript
{
    private readonly LocalFaults _owner;
    private readonly Fault[] _steps;
    private readonly Pulse _hit = new();
    private int _step;
    private int _usedOfStep;
    private int _hits;
    private volatile bool _removed;

    internal FaultScript(LocalFaults owner, FaultFilter? filter, ReadOnlySpan<Fault> steps)
    {
        _owner = owner;
        _steps = [.. steps];
        Filter = filter ?? new FaultFilter();
        if (_steps.Length == 0)
        {
            throw new ArgumentException("A sequence needs a step.", nameof(steps));
        }

        if (Array.FindIndex(_steps, static step => step.Count == int.MaxValue) is >= 0 and int forever && forever < _steps.Length - 1)
        {
            throw new ArgumentException($"Step {forever + 1} goes on for ever, so that those behind it never come.", nameof(steps));
        }
    }

    /// <summary>Gets how many requests have been hit.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Gets whether every step has been used, or the script removed.</summary>
    public bool IsOver => _removed || Volatile.Read(ref _step) == _steps.Length;

    internal FaultFilter Filter { get; }

    /// <summary>Waits until so many requests have been hit. A hit counts when the request's headers have arrived.</summary>
    /// <param name="hits">How many in all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes with the last of those hits.</returns>
    public async Task WaitForHitsAsync(int hits = 1, CancellationToken cancellationToken = default)
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

    /// <summary>Takes the rest of the script back. Requests that it has already hit are not changed.</summary>
    public void Remove()
    {
        _removed = true;
        _owner.Forget(this);
    }

    // Called under the owner's lock.
    internal Fault? Next()
    {
        if (IsOver)
        {
            return null;
        }

        Fault step = _steps[_step];
        if (step.Count != int.MaxValue && ++_usedOfStep == step.Count)
        {
            _usedOfStep = 0;
            Volatile.Write(ref _step, _step + 1);
        }

        Interlocked.Increment(ref _hits);
        _hit.Beat();
        return step;
    }
}
