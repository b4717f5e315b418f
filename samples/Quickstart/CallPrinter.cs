using System.Diagnostics;

namespace Quickstart;

/// <summary>Prints every request with its status and time. Handlers like this see each call before it is signed.</summary>
internal sealed class CallPrinter : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(FormattableString.Invariant(
            $"  {request.Method,-6} {(int)response.StatusCode} {time.TotalMilliseconds,7:0.0} ms  {request.RequestUri!.PathAndQuery}"));
        return response;
    }
}
