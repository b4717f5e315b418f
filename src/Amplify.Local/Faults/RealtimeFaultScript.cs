using Amplify.Local.Faults;

namespace Amplify.Local;

/// <summary>Faults of frames that are set, one after the other; <see cref="Remove"/> takes back those that have not happened yet.</summary>
public sealed class RealtimeFaultScript
{
    private readonly LocalRealtimeFaults _owner;
    private readonly RealtimeFault[] _steps;
    private readonly FaultSteps _course;

    internal RealtimeFaultScript(LocalRealtimeFaults owner, string frameType, ReadOnlySpan<RealtimeFault> steps)
    {
        _owner = owner;
        _steps = [.. steps];
        _course = new FaultSteps([.. _steps.Select(static step => step.Count)], nameof(steps));
        FrameType = frameType;
    }

    /// <summary>Gets how many frames have been hit.</summary>
    public int Hits => _course.Hits;

    /// <summary>Gets whether every step has been used, or the script removed.</summary>
    public bool IsOver => _course.IsOver;

    internal string FrameType { get; }

    /// <summary>Waits until so many frames have been hit.</summary>
    /// <param name="hits">How many in all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes with the last of those hits.</returns>
    public Task WaitForHitsAsync(int hits = 1, CancellationToken cancellationToken = default) => _course.WaitForHitsAsync(hits, cancellationToken);

    /// <summary>Takes the rest of the script back.</summary>
    public void Remove()
    {
        _course.End();
        _owner.Forget(this);
    }

    // Called under the owner's lock.
    internal RealtimeFault? Next() => _course.Next() is { } step ? _steps[step] : null;
}
