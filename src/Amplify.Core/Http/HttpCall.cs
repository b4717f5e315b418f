namespace Amplify.Core.Http;

/// <summary>
/// What a request is about, for messages and logs, and what its call sets differently. The path has no query: a query may hold what must not be
/// logged.
/// </summary>
internal sealed record HttpCall(
    string Api, HttpMethod Method, string Path, TimeSpan? Timeout = null, TimeSpan? AttemptTimeout = null, RetryOptions? Retry = null)
{
    public AnswerReading Reading { get; init; } = AnswerReading.Default;

    /// <summary>Gets the operation that the request carries, or <see langword="null"/> where method and path say it all.</summary>
    public HttpOperation? Operation { get; init; }

    /// <summary>Gets whether doing twice what the call asks for is as good as once.</summary>
    public bool IsRepeatable => RetryPolicy.IsIdempotent(Method) || Operation is { IsRepeatable: true };

    /// <summary>Gets what is done, for messages and logs.</summary>
    public string Verb => Operation?.Type ?? Method.Method;

    /// <summary>Gets what it is done to, for messages and logs.</summary>
    public string Subject => Operation?.NameForMessages ?? Path;

    public override string ToString() => $"{Verb} {Subject} on {Api}";
}
