using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Xunit.v3;

namespace Amplify.Testing.Bounds;

/// <summary>
/// Bounds each test of an assembly: one that takes longer is cancelled, and fails where it waits. Where nothing begins or ends any more,
/// because a wait heeds no cancellation, the process ends and names the tests that it was in.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class EndsWithinAttribute : BeforeAfterTestAttribute
{
    // A wait that does not end when its test is cancelled never will. Setting up and tidying up are in between the tests, and count too.
    private const int SilenceInTests = 2;

    private readonly ConcurrentDictionary<string, (string Name, ITimer Timer)> _running = new();
    private readonly TimeSpan _bound;
    private readonly TimeSpan _silence;
    private readonly ITimer _watch;

    /// <summary>Sets the bound.</summary>
    /// <param name="seconds">How long a test may take, in seconds.</param>
    public EndsWithinAttribute(string seconds)
    {
        _bound = TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture));
        _silence = SilenceInTests * _bound;
        _watch = TimeProvider.System.CreateTimer(_ => EndProcess(), null, _silence, Timeout.InfiniteTimeSpan);
    }

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        ITestContext context = TestContext.Current;
        ITimer timer = TimeProvider.System.CreateTimer(_ => Cancel(context), null, _bound, Timeout.InfiniteTimeSpan);
        _running[test.UniqueID] = (test.TestDisplayName, timer);
        _watch.Change(_silence, Timeout.InfiniteTimeSpan);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_running.TryRemove(test.UniqueID, out (string Name, ITimer Timer) ended))
        {
            ended.Timer.Dispose();
        }

        _watch.Change(_silence, Timeout.InfiniteTimeSpan);
    }

    private void Cancel(ITestContext context)
    {
        // Whoever has stopped it there takes the time that it needs.
        if (Debugger.IsAttached)
        {
            return;
        }

        context.AddWarning($"The test was cancelled after {_bound}.");
        context.CancelCurrentTest();
    }

    private void EndProcess()
    {
        if (Debugger.IsAttached)
        {
            return;
        }

        string names = string.Join(", ", _running.Values.Select(static running => running.Name));
        Console.Error.WriteLine($"No test has begun or ended for {_silence}. In the middle of: {(names.Length > 0 ? names : "none, so in setting up or tidying up")}");
        Environment.Exit(1);
    }
}
