using System.Runtime.ExceptionServices;
using Amplify.Core.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Core.Http;

/// <summary>
/// The way of every request: telemetry, deadline, attempts, the application's handlers, authorization, transport. Each attempt's request is made
/// afresh, so that handlers and header functions never see what an earlier attempt left; the answer's body is read within the deadline.
/// </summary>
internal sealed partial class HttpPipeline : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly HttpPipelineOptions _options;

    // Not disposed of: calls that end later still look at its token.
    private readonly CancellationTokenSource _lifetime = new();

    public HttpPipeline(HttpMessageHandler transport, HttpPipelineOptions options)
    {
        _options = options;
        HttpMessageHandler chain = new BodyHandler(transport);
        for (int i = options.Handlers.Count - 1; i >= 0; i--)
        {
            DelegatingHandler handler = options.Handlers[i];
            handler.InnerHandler = chain;
            chain = handler;
        }

        // The transport is shared with other pipelines, and handlers of the application are the application's to dispose of.
        _invoker = new HttpMessageInvoker(chain, disposeHandler: false);
    }

    public ILogger Logger => _options.Logger;

    /// <summary>Starts the time of a call that sends more than one request.</summary>
    public CallClock StartClock(HttpCall call) => new(_options.TimeProvider, call.Timeout ?? _options.Timeout);

    /// <summary>Sends a request and reads the answer, to its end unless the call is streaming.</summary>
    /// <param name="call">What it is about.</param>
    /// <param name="createRequest">Makes the request of each attempt; a body has to be the same object each time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="AmplifyNetworkException">No complete answer came.</exception>
    /// <exception cref="AmplifyTimeoutException">The call took longer than it may.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of.</exception>
    public Task<HttpAnswer> SendAsync(
        HttpCall call, Func<CancellationToken, ValueTask<HttpRequestMessage>> createRequest, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_lifetime.IsCancellationRequested, _options.Owner);
        cancellationToken.ThrowIfCancellationRequested();
        CallTelemetry telemetry = CallTelemetry.Start(call);
        var deadline = new CallDeadline(_options.TimeProvider, call.Timeout ?? _options.Timeout, cancellationToken, _lifetime.Token);
        return SendUntilDoneAsync(new HttpAttempt(call, createRequest, deadline), telemetry);
    }

    public void Dispose()
    {
        _lifetime.Cancel();
        _invoker.Dispose();
    }

    // All in one: each level of awaiting is felt in every call.
    private async Task<HttpAnswer> SendUntilDoneAsync(HttpAttempt attempt, CallTelemetry telemetry)
    {
        HttpCall call = attempt.Call;
        RetryOptions retry = call.Retry ?? _options.Retry;
        HttpAnswer? last = null;
        try
        {
            while (true)
            {
                AmplifyException? failure = null;
                HttpAnswer? answer = null;
                attempt.Begin(LimitOf(attempt, retry, out bool isDefault), isDefault);
                try
                {
                    HttpRequestMessage request = await attempt.CreateRequestAsync().ConfigureAwait(false);
                    telemetry.Attempt(call, request.RequestUri!);
                    _options.Logger.Sending(call.Verb, call.Subject, call.Api);
                    HttpResponseMessage response = await _invoker.SendAsync(request, attempt.Deadline.Token).ConfigureAwait(false);
                    attempt.Deadline.EndAttemptLimit();
                    answer = await ReadAsync(response, request, attempt).ConfigureAwait(false);
                    answer.Attempts = attempt.Number;
                }
                catch (Exception e) when (Explain(e, attempt) is { } explained)
                {
                    failure = explained as AmplifyException;
                    if (failure?.IsTransient != true || !attempt.MayBeRepeated(retry))
                    {
                        ExceptionDispatchInfo.Throw(explained);
                    }
                }

                if (WaitAfter(attempt, retry, answer, failure) is { } wait)
                {
                    LogRetry(attempt, answer, failure, wait);
                    answer?.Drop();
                    await WaitAsync(wait, attempt).ConfigureAwait(false);
                    continue;
                }

                if (failure is not null)
                {
                    ExceptionDispatchInfo.Throw(failure);
                }

                last = answer!;
                TimeSpan elapsed = attempt.Deadline.Elapsed;
                telemetry.Answered(call, last, elapsed);
                _options.Logger.Answered(call.Verb, call.Subject, call.Api, (int)last.StatusCode, elapsed.TotalMilliseconds);
                return last;
            }
        }
        catch (Exception e)
        {
            telemetry.Failed(call, e, attempt, attempt.Deadline.Elapsed);
            Log(call, e, attempt.Deadline.Elapsed);
            throw;
        }
        finally
        {
            if (last?.Stream is null)
            {
                attempt.Deadline.Dispose();
            }
        }
    }

    /// <summary>Gives how long to wait for the next attempt, or <see langword="null"/> when there is none.</summary>
    private TimeSpan? WaitAfter(HttpAttempt attempt, RetryOptions retry, HttpAnswer? answer, AmplifyException? failure)
    {
        if (failure is null && (!RetryPolicy.IsTransient(answer!.StatusCode) || !attempt.MayBeRepeated(retry)))
        {
            return null;
        }

        TimeSpan? wait = RetryPolicy.WaitAfter(retry, attempt.Number, _options.Random(), answer, _options.TimeProvider.GetUtcNow());
        return wait is { } time && attempt.Deadline.HasTimeFor(time) ? time : null;
    }

    private async Task WaitAsync(TimeSpan time, HttpAttempt attempt)
    {
        attempt.Deadline.BeginAttempt(Timeout.InfiniteTimeSpan);
        try
        {
            await Task.Delay(time, _options.TimeProvider, attempt.Deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw Explain(e, attempt) ?? e;
        }
    }

    // An attempt that none may follow gains nothing by ending early, unless the application says that it is to.
    private TimeSpan LimitOf(HttpAttempt attempt, RetryOptions retry, out bool isDefault)
    {
        TimeSpan? set = attempt.Call.AttemptTimeout ?? _options.AttemptTimeout;
        isDefault = set is null;
        return set ?? (attempt.Call.IsRepeatable && attempt.Number + 1 < retry.MaxAttempts ? CallTimeout.Attempt : Timeout.InfiniteTimeSpan);
    }

    private Exception? Explain(Exception failure, HttpAttempt attempt) => Explain(failure, attempt, attempt.Deadline.CallerToken);

    private Exception? Explain(Exception failure, HttpAttempt attempt, CancellationToken callerToken)
    {
        bool interrupted = failure is OperationCanceledException or HttpRequestException or IOException or TruncatedAnswerException or ObjectDisposedException;
        if (interrupted && callerToken.IsCancellationRequested)
        {
            return new OperationCanceledException($"{attempt.Call} was cancelled.", failure, callerToken);
        }

        if (interrupted && _lifetime.IsCancellationRequested)
        {
            return new ObjectDisposedException(_options.Owner.FullName, $"{attempt.Call} was under way when its client was disposed of.");
        }

        AmplifyException? explained = null;
        if (interrupted && attempt.Deadline.IsOver)
        {
            explained = CallErrors.Late(attempt.Call, attempt.Call.Timeout ?? _options.Timeout, failure);
        }
        else if (interrupted && attempt.Deadline.IsAttemptOver)
        {
            explained = CallErrors.LateAttempt(attempt.Call, attempt.Limit, failure);
        }
        else if (attempt.Request is { } request)
        {
            // Before there is a request, a failure is one of the application's own functions, and stays what it is.
            explained = NetworkErrors.Translate(failure, attempt.Call, request.RequestUri);
        }

        explained?.Attempts = attempt.Number;

        // Not counted: one that credentials could not be had with may be told to many calls at once.
        return explained ?? failure as AmplifyException;
    }

    private void Log(HttpCall call, Exception failure, TimeSpan elapsed)
    {
        if (failure is OperationCanceledException)
        {
            _options.Logger.Cancelled(call.Verb, call.Subject, call.Api, elapsed.TotalMilliseconds);
        }
        else
        {
            _options.Logger.Failed(call.Verb, call.Subject, call.Api, failure.GetType().Name, elapsed.TotalMilliseconds);
        }
    }

    private void LogRetry(HttpAttempt attempt, HttpAnswer? answer, AmplifyException? failure, TimeSpan wait)
    {
        HttpCall call = attempt.Call;
        if (answer is not null)
        {
            _options.Logger.RetryingAnswered(call.Verb, call.Subject, call.Api, attempt.Number, (int)answer.StatusCode, wait.TotalMilliseconds);
        }
        else
        {
            _options.Logger.RetryingFailed(call.Verb, call.Subject, call.Api, attempt.Number, failure!.GetType().Name, wait.TotalMilliseconds);
        }
    }
}
