namespace Amplify.Core.Http;

/// <summary>The time that requests to a host are dated with: the one place where a clock that is wrong can be put right.</summary>
internal sealed class ServerClock(TimeProvider timeProvider)
{
    /// <summary>Gets the time as the host has it.</summary>
    public DateTimeOffset GetUtcNow(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return timeProvider.GetUtcNow();
    }
}
