namespace Amplify.Core.Http;

/// <summary>Where a call stands: the number of the attempt that is under way, and its request.</summary>
internal sealed class HttpAttempt(
    HttpCall call, Func<CancellationToken, ValueTask<HttpRequestMessage>> createRequest, CallDeadline deadline)
{
    private HttpContent? _body;
    private bool _hasDefaultLimit;

    public HttpCall Call => call;

    public CallDeadline Deadline => deadline;

    public int Number { get; private set; }

    public TimeSpan Limit { get; private set; }

    /// <summary>Gets the request of this attempt, once it is made.</summary>
    public HttpRequestMessage? Request { get; private set; }

    /// <summary>Begins the next attempt, which may take so long.</summary>
    /// <param name="limit">How long.</param>
    /// <param name="isDefault">Whether it is so because another attempt may follow, and not because the application says so.</param>
    public void Begin(TimeSpan limit, bool isDefault)
    {
        Number++;
        Limit = limit;
        _hasDefaultLimit = isDefault;
        Request = null;
        deadline.BeginAttempt(limit);
    }

    public ValueTask<HttpRequestMessage> CreateRequestAsync()
    {
        // At hand, unless a function of the application has to be waited for.
        ValueTask<HttpRequestMessage> request = createRequest(deadline.Token);
        return request.IsCompletedSuccessfully ? new ValueTask<HttpRequestMessage>(Take(request.Result)) : TakeAsync(request);
    }

    /// <summary>Tells whether another attempt is allowed and does no harm.</summary>
    public bool MayBeRepeated(RetryOptions retry) =>
        Number < retry.MaxAttempts
        && (Request is null ? call.IsRepeatable : RetryPolicy.IsIdempotent(Request) && RequestBody.CanBeSentAgain(Request, _body));

    /// <summary>Lifts the default limit where the body, as it is sent now, cannot be sent a second time.</summary>
    public void LiftLimitOfSingleBody()
    {
        if (Request is { } request && !RequestBody.CanBeSentAgain(request, _body))
        {
            deadline.EndAttemptLimit();
        }
    }

    private async ValueTask<HttpRequestMessage> TakeAsync(ValueTask<HttpRequestMessage> request) => Take(await request.ConfigureAwait(false));

    private HttpRequestMessage Take(HttpRequestMessage request)
    {
        Request = request;

        // The platform sends a request without a body again by itself when a kept connection turns out to be closed, whatever the method, although
        // the server may have read it. One with a body it does not, be it an empty one.
        if (request.Content is null && !RetryPolicy.IsIdempotent(request))
        {
            request.Content = new ByteArrayContent([]);
        }

        // A handler may put another one in its place, made of this.
        _body = request.Content;
        if (_hasDefaultLimit && _body is not (null or ByteArrayContent or ReadOnlyMemoryContent))
        {
            request.Options.Set(BodyHandler.Attempt, this);
        }

        return request;
    }
}
