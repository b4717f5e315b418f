namespace Amplify.Benchmarks.Calls;

/// <summary>How long an upload took, and by how much the process's working set was larger at the worst moment than before.</summary>
internal sealed record UploadCost(double Seconds, double MebibytesMore)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    public static async Task<UploadCost> OfAsync(Func<Task> upload)
    {
        GC.Collect();
        long before = Environment.WorkingSet;
        long most = before;
        using var timer = new PeriodicTimer(LookEvery);
        Task looking = LookAsync();
        long started = TimeProvider.System.GetTimestamp();
        await upload();
        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(started);
        timer.Dispose();
        await looking;
        return new UploadCost(elapsed.TotalSeconds, (most - before) / 1024.0 / 1024.0);

        async Task LookAsync()
        {
            while (await timer.WaitForNextTickAsync())
            {
                most = Math.Max(most, Environment.WorkingSet);
            }
        }
    }
}
