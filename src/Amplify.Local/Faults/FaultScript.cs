using Amplify.Local.Faults;

namespace Amplify.Local;

/// <summary>Faults that are set, one after the other; <see cref="Remove"/> takes back those that have not happened yet.</summary>
public sealed class FaultScript
{
    private readonly LocalFaults _owner;
    private readonly Fault[] _steps;
    private readonly FaultSteps _course;

    internal FaultScript(LocalFaults owner, FaultFilter? filter, ReadOnlySpan<Fault> steps)
    {
        _owner = owner;
        _steps = [.. steps];
        _course = new FaultSteps([.. _steps.Select(static step => step.Count)], nameof(steps));
        Filter = filter ?? new FaultFilter();
    }

    /// <summary>Gets how many requests have been hit.</summary>
    public int Hits => _course.Hits;

    /// <summary>Gets whether every step has been used, or the script removed.</summary>
    public bool IsOver => _course.IsOver;

    internal FaultFilter Filter { get; }

    /// <summary>Waits until so many requests have been hit. A hit counts when the request's headers have arrived.</summary>
    /// <param name="hits">How many in all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes with the last of those hits.</returns>
    public Task WaitForHitsAsync(int hits = 1, CancellationToken cancellationToken = default) => _course.WaitForHitsAsync(hits, cancellationToken);

    /// <summary>Takes the rest of the script back. Requests that it has already hit are not changed.</summary>
    public void Remove()
    {
        _course.End();
        _owner.Forget(this);
    }

    // Called under the owner's lock.
    internal Fault? Next() => _course.Next() is { } step ? _steps[step] : null;
}
