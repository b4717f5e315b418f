namespace Amplify.Core.Http;

/// <summary>
/// What a request is about, for messages and logs, and what its call sets differently. The path has no query: a query may hold what must not be
/// logged.
/// </summary>
internal sealed record HttpCall(
    string Api, HttpMethod Method, string Path, TimeSpan? Timeout = null, TimeSpan? AttemptTimeout = null, RetryOptions? Retry = null)
{
    public override string ToString() => $"{Method} {Path} on {Api}";
}
