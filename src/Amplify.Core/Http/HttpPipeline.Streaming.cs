using Amplify.Core.Diagnostics;

namespace Amplify.Core.Http;

/// <content>Calls whose caller reads the body of the answer as it comes.</content>
internal sealed partial class HttpPipeline
{
    /// <summary>Sends a call whose answer is there with its headers. One outside 2xx is read to its end even so: it tells what went wrong.</summary>
    /// <exception cref="AmplifyNetworkException">No answer came.</exception>
    /// <exception cref="AmplifyTimeoutException">The call took longer than it may.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of.</exception>
    public async Task<HttpAnswer> SendStreamingAsync(
        HttpCall call, Func<CancellationToken, ValueTask<HttpRequestMessage>> createRequest, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, _options.Owner);
        cancellationToken.ThrowIfCancellationRequested();
        long started = _options.TimeProvider.GetTimestamp();
        var lifetime = new CallLifetime(call.Timeout ?? _options.Timeout, _options.TimeProvider, cancellationToken);
        HttpRequestMessage? request = null;
        HttpResponseMessage? response = null;
        HttpAnswer? answer = null;
        try
        {
            request = await createRequest(lifetime.Token).ConfigureAwait(false);
            _options.Logger.Sending(call.Method, call.Path, call.Api);
            response = await _invoker.SendAsync(request, lifetime.Token).ConfigureAwait(false);
            answer = response.IsSuccessStatusCode
                ? HttpAnswer.Streaming(response, request, await OpenAsync(call, request, response, lifetime).ConfigureAwait(false))
                : await HttpAnswer.ReadAsync(response, request, call, lifetime.Token).ConfigureAwait(false);
            _options.Logger.Answered(call.Method, call.Path, call.Api, (int)answer.StatusCode, Elapsed(started));
            return answer;
        }
        catch (Exception e) when (Translate(e, call, request, lifetime.IsLate, cancellationToken) is { } translated)
        {
            Log(call, translated, started);
            throw translated;
        }
        finally
        {
            if (answer?.Stream is null)
            {
                response?.Dispose();
                lifetime.Dispose();
            }
        }
    }

    private async Task<AnswerStream> OpenAsync(HttpCall call, HttpRequestMessage request, HttpResponseMessage response, CallLifetime lifetime)
    {
        Stream body = await response.Content.ReadAsStreamAsync(lifetime.Token).ConfigureAwait(false);
        return new AnswerStream(
            body, response, lifetime, call.Reading.Progress, (failure, cancelled) => Translate(failure, call, request, lifetime.IsLate, cancelled));
    }
}
