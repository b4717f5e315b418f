namespace Amplify.Tests.Realtime;

/// <summary>The clock of a machine that is set wrong.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
