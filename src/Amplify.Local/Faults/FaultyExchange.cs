using Amplify.Local.Hosting;
using Microsoft.AspNetCore.Http;

namespace Amplify.Local.Faults;

/// <summary>Answers a request that a fault is for.</summary>
internal sealed class FaultyExchange(ServerClock clock, TimeProvider timeProvider)
{
    /// <summary>Waits, then answers as the fault says.</summary>
    /// <returns><see langword="null"/> when the connection is to be cut without an answer.</returns>
    public async ValueTask<HttpAnswer?> AnswerAsync(HttpContext context, LocalRequest request, IServiceEndpoint endpoint, Fault fault)
    {
        await WaitAsync(fault, context.RequestAborted).ConfigureAwait(false);
        if (fault.ClockSkew != TimeSpan.Zero)
        {
            request.MoveClock(clock.UtcNow, fault.ClockSkew);
        }

        switch (fault.Cut)
        {
            case FaultCut.OnHeaders:
                return null;
            case FaultCut.InRequest:
                await request.SkipBodyAsync(fault.CutAfter).ConfigureAwait(false);
                return null;
            case FaultCut.BeforeHandling:
                await request.SkipBodyAsync(long.MaxValue).ConfigureAwait(false);
                return null;
        }

        HttpAnswer answer = fault.StatusCode is { } statusCode
            ? await FailAsync(request, endpoint, statusCode).ConfigureAwait(false)
            : await endpoint.HandleAsync(request).ConfigureAwait(false);
        return fault.Cut == FaultCut.BeforeAnswer ? null : answer with { Body = fault.Body ?? answer.Body };
    }

    private async ValueTask WaitAsync(Fault fault, CancellationToken aborted)
    {
        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, timeProvider, aborted).ConfigureAwait(false);
        }

        if (fault.Gate is { } gate)
        {
            await Task.WhenAny(gate).WaitAsync(aborted).ConfigureAwait(false);
        }
    }

    // Who asked whether to go on is told no before the body is sent; reading it would say yes.
    private static async ValueTask<HttpAnswer> FailAsync(LocalRequest request, IServiceEndpoint endpoint, int statusCode)
    {
        if (request.Header("Expect") is null)
        {
            await request.SkipBodyAsync(long.MaxValue).ConfigureAwait(false);
        }

        return endpoint.Fail(request, statusCode);
    }
}
