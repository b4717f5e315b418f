using Amplify.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Lambda;

/// <summary>Runs a function within its time. Whatever it does, the outcome is a payload.</summary>
internal sealed class FunctionRunner(TimeSpan timeout, TimeProvider timeProvider, ILogger logger)
{
    private static readonly byte[] Null = "null"u8.ToArray();

    public async Task<FunctionOutcome> RunAsync(ILambdaFunction function, LambdaInvocation invocation)
    {
        using var time = new CancellationTokenSource(timeout, timeProvider);
        try
        {
            ReadOnlyMemory<byte> result = await function.InvokeAsync(invocation, time.Token).AsTask().WaitAsync(time.Token).ConfigureAwait(false);
            return FunctionErrors.IsTooLarge(result)
                ? new FunctionOutcome(FunctionErrors.ResponseTooLarge, IsError: true)
                : new FunctionOutcome(result.IsEmpty ? Null : result, IsError: false);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            return new FunctionOutcome(FunctionErrors.TimedOut(invocation.RequestId, timeout), IsError: true);
        }
#pragma warning disable CA1031 // Whatever a function throws is its outcome.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HostingLog.FunctionFailed(logger, invocation.FunctionName, exception);
            return new FunctionOutcome(FunctionErrors.Of(exception), IsError: true);
        }
    }
}
