namespace Amplify.Core.Http;

/// <summary>Where a call stands: the number of the attempt that is under way, and its request.</summary>
internal sealed class HttpAttempt(
    HttpCall call, Func<CancellationToken, ValueTask<HttpRequestMessage>> createRequest, CallDeadline deadline)
{
    private HttpContent? _body;

    public HttpCall Call => call;

    public CallDeadline Deadline => deadline;

    public int Number { get; private set; }

    public TimeSpan Limit { get; private set; }

    /// <summary>Gets the request of this attempt, once it is made.</summary>
    public HttpRequestMessage? Request { get; private set; }

    /// <summary>Begins the next attempt, which may take so long.</summary>
    public void Begin(TimeSpan limit)
    {
        Number++;
        Limit = limit;
        Request = null;
        deadline.BeginAttempt(limit);
    }

    public async ValueTask<HttpRequestMessage> CreateRequestAsync()
    {
        Request = await createRequest(deadline.Token).ConfigureAwait(false);

        // The platform sends a request without a body again by itself when a kept connection turns out to be closed, whatever the method, although
        // the server may have read it. One with a body it does not, be it an empty one.
        if (Request.Content is null && !RetryPolicy.IsIdempotent(Request))
        {
            Request.Content = new ByteArrayContent([]);
        }

        // A handler may put another one in its place, made of this.
        _body = Request.Content;
        return Request;
    }

    /// <summary>Tells whether another attempt is allowed and does no harm.</summary>
    public bool MayBeRepeated(RetryOptions retry) =>
        Number < retry.MaxAttempts
        && (Request is null ? call.IsRepeatable : RetryPolicy.IsIdempotent(Request) && RequestBody.CanBeSentAgain(Request, _body));
}
