using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.Support;

internal static class FakeClock
{
    /// <summary>Lets time go by in steps until the task ends.</summary>
    public static async Task AdvanceUntilAsync(FakeTimeProvider time, Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            Harness.Cancellation.ThrowIfCancellationRequested();
            time.Advance(step);
            await Task.Yield();
        }
    }
}
