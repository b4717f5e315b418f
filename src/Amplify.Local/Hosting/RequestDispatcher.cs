using System.Collections.Frozen;
using Amplify.Local.Faults;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Hosting;

/// <summary>Finds the service that a request is for, lets the faults at it, and writes the answer.</summary>
internal sealed class RequestDispatcher(
    FrozenDictionary<string, IServiceEndpoint> byFirstSegment,
    Func<LocalRequest, IServiceEndpoint> root,
    IServiceEndpoint unknown,
    LocalFaults faults,
    ServerClock clock,
    LocalRequests requests,
    TimeProvider timeProvider,
    ILogger logger)
{
    private readonly FrozenDictionary<string, IServiceEndpoint>.AlternateLookup<ReadOnlySpan<char>> _bySegment =
        byFirstSegment.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly FaultyExchange _faulty = new(clock, timeProvider);

    public async Task HandleAsync(HttpContext context)
    {
        long started = timeProvider.GetTimestamp();
        var request = new LocalRequest(context, clock.UtcNow);
        IServiceEndpoint endpoint = Find(request);
        Fault? fault = faults.Take(endpoint.Name, request.Method, request.ServicePath);
        HttpAnswer? answer = null;
        try
        {
            answer = fault is null
                ? await endpoint.HandleAsync(request).ConfigureAwait(false)
                : await _faulty.AnswerAsync(context, request, endpoint, fault).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfAGoneCaller(exception, context))
        {
            // In the middle of the request, or cut off by the end of the backend: nobody is left to be answered, and nothing went wrong in here.
        }
        finally
        {
            Log(request, endpoint, answer, started, fault is not null);
        }

        if (answer is null)
        {
            context.Abort();
            return;
        }

        Stamp(context.Response, request, endpoint);
        if (answer.Socket is { } socket)
        {
            await SocketUpgrade.ServeAsync(context, socket).ConfigureAwait(false);
        }
        else if (fault is null)
        {
            await AnswerWriter.WriteAsync(context.Response, answer).ConfigureAwait(false);
        }
        else
        {
            await FaultyAnswer.WriteAsync(context, answer, fault, timeProvider).ConfigureAwait(false);
        }
    }

    private static bool IsOfAGoneCaller(Exception exception, HttpContext context) => exception switch
    {
        ConnectionResetException or ConnectionAbortedException => true,
        OperationCanceledException => context.RequestAborted.IsCancellationRequested || exception.InnerException is ConnectionAbortedException,
        _ => false,
    };

    private void Log(LocalRequest request, IServiceEndpoint endpoint, HttpAnswer? answer, long started, bool isFaulty)
    {
        var entry = new LoggedRequest
        {
            Time = request.ReceivedAt,
            Api = endpoint.Name,
            Method = request.Method,
            Path = request.Target.Path,
            StatusCode = answer?.StatusCode,
            ErrorType = answer?.ErrorType,
            IdentityId = request.Caller?.Cognito?.IdentityId,
            RequestId = request.RequestId,
            Duration = timeProvider.GetElapsedTime(started),
            IsFaulty = isFaulty,
        };
        requests.Add(entry);
        HostingLog.Answered(logger, entry.Method, entry.Path, entry.StatusCode);
    }

    private IServiceEndpoint Find(LocalRequest request)
    {
        string path = request.Target.Path;
        ReadOnlySpan<char> rest = path.AsSpan().TrimStart('/');
        if (rest.IsEmpty)
        {
            return root(request);
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
        headers.Date = clock.DateHeader(clock.UtcNow + request.ClockSkew);
        headers["x-amzn-RequestId"] = request.RequestId;
        if (endpoint.IsGateway)
        {
            headers["x-amz-apigw-id"] = RequestStamps.ExtendedRequestId(request.Id);
        }
    }
}
