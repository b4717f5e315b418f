using Amplify.Core.Diagnostics;

namespace Amplify.Core.Http;

/// <summary>
/// The way of every request: log, deadline, the application's handlers, authorization, transport. A request is made within the deadline, and the
/// answer's body is read within it.
/// </summary>
internal sealed partial class HttpPipeline : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly HttpPipelineOptions _options;
    private volatile bool _disposed;

    public HttpPipeline(HttpMessageHandler transport, HttpPipelineOptions options)
    {
        _options = options;
        HttpMessageHandler chain = transport;
        foreach (DelegatingHandler handler in options.Handlers.Reverse())
        {
            handler.InnerHandler = chain;
            chain = handler;
        }

        // The transport is shared with other pipelines, and handlers of the application are the application's to dispose of.
        _invoker = new HttpMessageInvoker(chain, disposeHandler: false);
    }

    /// <exception cref="AmplifyNetworkException">No complete answer came.</exception>
    /// <exception cref="AmplifyTimeoutException">The call took longer than it may.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of.</exception>
    public async Task<HttpAnswer> SendAsync(
        HttpCall call, Func<CancellationToken, ValueTask<HttpRequestMessage>> createRequest, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, _options.Owner);
        cancellationToken.ThrowIfCancellationRequested();
        long started = _options.TimeProvider.GetTimestamp();
        using var deadline = new CancellationTokenSource(call.Timeout ?? _options.Timeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        HttpRequestMessage? request = null;
        try
        {
            request = await createRequest(either.Token).ConfigureAwait(false);
            _options.Logger.Sending(call.Method, call.Path, call.Api);
            using HttpResponseMessage response = await _invoker.SendAsync(request, either.Token).ConfigureAwait(false);
            HttpAnswer answer = await HttpAnswer.ReadAsync(response, request, call, either.Token).ConfigureAwait(false);
            _options.Logger.Answered(call.Method, call.Path, call.Api, (int)answer.StatusCode, Elapsed(started));
            return answer;
        }
        catch (Exception e) when (Translate(e, call, request, deadline.IsCancellationRequested, cancellationToken) is { } translated)
        {
            Log(call, translated, started);
            throw translated;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _invoker.Dispose();
    }

    private void Log(HttpCall call, Exception failure, long started)
    {
        if (failure is OperationCanceledException)
        {
            _options.Logger.Cancelled(call.Method, call.Path, call.Api, Elapsed(started));
        }
        else
        {
            _options.Logger.Failed(call.Method, call.Path, call.Api, failure.GetType().Name, Elapsed(started));
        }
    }

    private double Elapsed(long started) => _options.TimeProvider.GetElapsedTime(started).TotalMilliseconds;

    private Exception? Translate(Exception failure, HttpCall call, HttpRequestMessage? request, bool late, CancellationToken callerToken)
    {
        bool interrupted = failure is OperationCanceledException or HttpRequestException or IOException or TruncatedAnswerException;
        if (interrupted && callerToken.IsCancellationRequested)
        {
            return new OperationCanceledException($"{call} was cancelled.", failure, callerToken);
        }

        if (interrupted && late)
        {
            TimeSpan timeout = call.Timeout ?? _options.Timeout;
            return new AmplifyTimeoutException(
                FormattableString.Invariant($"{call} got no complete answer within {timeout.TotalSeconds:0.###} s. Find out why the service is slow, or allow more time with Timeout in the call's or the client's options."),
                timeout,
                failure);
        }

        // Before there is a request, a failure is one of the application's own functions, and stays what it is.
        return request is null ? null : NetworkErrors.Translate(failure, call, request.RequestUri);
    }
}
