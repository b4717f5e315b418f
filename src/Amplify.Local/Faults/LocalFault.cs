using Amplify.Local.Faults;

namespace Amplify.Local;

/// <summary>A fault that is set; <see cref="Remove"/> takes it back.</summary>
public sealed class LocalFault
{
    private readonly LocalFaults _owner;
    private int _remaining;

    internal LocalFault(LocalFaults owner, FaultFilter? filter, int times, FaultPlan effect)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        _owner = owner;
        _remaining = times;
        Filter = filter ?? new FaultFilter();
        Effect = effect;
    }

    /// <summary>Gets how many more requests the fault will hit; 0 when it is used up or removed.</summary>
    public int Remaining => Volatile.Read(ref _remaining);

    internal FaultFilter Filter { get; }

    internal FaultPlan Effect { get; }

    /// <summary>Takes the fault back. Requests that it has already hit are not changed.</summary>
    public void Remove()
    {
        Volatile.Write(ref _remaining, 0);
        _owner.Forget(this);
    }

    // Called under the owner's lock.
    internal bool TryUse()
    {
        if (_remaining == 0)
        {
            return false;
        }

        if (_remaining != int.MaxValue)
        {
            _remaining--;
        }

        return true;
    }
}
