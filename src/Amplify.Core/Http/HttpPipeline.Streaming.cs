namespace Amplify.Core.Http;

/// <content>Reading the answer, or leaving it to the caller.</content>
internal sealed partial class HttpPipeline
{
    // An answer outside 2xx is read to its end also when the call is streaming: it tells what went wrong, and whether to try again.
    private async ValueTask<HttpAnswer> ReadAsync(HttpResponseMessage response, HttpRequestMessage request, HttpAttempt attempt)
    {
        CancellationToken token = attempt.Deadline.Token;
        HttpAnswer? answer = null;
        try
        {
            answer = attempt.Call.Reading.Streaming && response.IsSuccessStatusCode
                ? HttpAnswer.Streaming(response, request, await OpenAsync(response, attempt).ConfigureAwait(false))
                : HttpAnswer.Whole(response, request, await AnswerBuffer.ReadAsync(response, attempt.Call, token).ConfigureAwait(false));
            return answer;
        }
        finally
        {
            if (answer?.Stream is null)
            {
                response.Dispose();
            }
        }
    }

    private async Task<AnswerStream> OpenAsync(HttpResponseMessage response, HttpAttempt attempt)
    {
        Stream body = await response.Content.ReadAsStreamAsync(attempt.Deadline.Token).ConfigureAwait(false);
        return new AnswerStream(
            body, response, attempt.Deadline, attempt.Call.Reading.Progress, (failure, cancelled) => Explain(failure, attempt, cancelled));
    }
}
