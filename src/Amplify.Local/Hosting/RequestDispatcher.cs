using System.Collections.Frozen;
using Amplify.Local.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Hosting;

/// <summary>Finds the service that a request is for, lets the faults at it, and writes the answer.</summary>
internal sealed class RequestDispatcher(
    FrozenDictionary<string, IServiceEndpoint> byFirstSegment,
    IServiceEndpoint root,
    IServiceEndpoint unknown,
    LocalFaults faults,
    ServerClock clock,
    TimeProvider timeProvider,
    ILogger logger)
{
    private readonly FrozenDictionary<string, IServiceEndpoint>.AlternateLookup<ReadOnlySpan<char>> _bySegment =
        byFirstSegment.GetAlternateLookup<ReadOnlySpan<char>>();

    public async Task HandleAsync(HttpContext context)
    {
        var request = new LocalRequest(context, clock.UtcNow);
        IServiceEndpoint endpoint = Find(request);
        FaultPlan fault = faults.Take(endpoint.Name, request.Method, request.ServicePath);
        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, timeProvider, context.RequestAborted).ConfigureAwait(false);
        }

        if (fault.Cut == FaultCut.BeforeAnswer)
        {
            context.Abort();
            return;
        }

        HttpAnswer answer = fault.Answer is { } failure
            ? endpoint.Fail(request, failure)
            : await endpoint.HandleAsync(request).ConfigureAwait(false);
        Stamp(context.Response, request, endpoint);
        await AnswerWriter.WriteAsync(context.Response, answer, fault.Cut == FaultCut.InTheMiddle).ConfigureAwait(false);
        HostingLog.Answered(logger, request.Method, request.Target.Path, answer.StatusCode);
    }

    private IServiceEndpoint Find(LocalRequest request)
    {
        string path = request.Target.Path;
        ReadOnlySpan<char> rest = path.AsSpan().TrimStart('/');
        if (rest.IsEmpty)
        {
            return root;
        }

        int slash = rest.IndexOf('/');
        ReadOnlySpan<char> segment = slash < 0 ? rest : rest[..slash];
        if (!_bySegment.TryGetValue(segment, out IServiceEndpoint? endpoint))
        {
            return unknown;
        }

        if (endpoint is IPathScope scope)
        {
            scope.Locate(request, slash < 0 ? [] : rest[slash..]);
        }

        return endpoint;
    }

    private void Stamp(HttpResponse response, LocalRequest request, IServiceEndpoint endpoint)
    {
        IHeaderDictionary headers = response.Headers;
        headers.Date = clock.DateHeader(clock.UtcNow);
        headers["x-amzn-RequestId"] = request.RequestId;
        if (endpoint.IsGateway)
        {
            headers["x-amz-apigw-id"] = RequestStamps.ExtendedRequestId(request.Id);
        }
    }
}
