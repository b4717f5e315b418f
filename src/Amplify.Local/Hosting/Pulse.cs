namespace Amplify.Local.Hosting;

/// <summary>Lets any number of waiters know that something has changed. Costs nothing while nobody waits.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource? _next;

    /// <summary>Gets a task that ends with the next change; take it before looking at what may change.</summary>
    public Task Next
    {
        get
        {
            TaskCompletionSource? waiting = Volatile.Read(ref _next);
            if (waiting is null)
            {
                var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting = Interlocked.CompareExchange(ref _next, mine, null) ?? mine;
            }

            return waiting.Task;
        }
    }

    public void Beat()
    {
        if (Volatile.Read(ref _next) is not null)
        {
            Interlocked.Exchange(ref _next, null)?.SetResult();
        }
    }
}
