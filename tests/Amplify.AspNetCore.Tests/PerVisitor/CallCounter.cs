namespace Amplify.AspNetCore.Tests.PerVisitor;

/// <summary>Sends requests and counts those for one operation of Cognito.</summary>
internal sealed class CallCounter(string operation) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.TryGetValues("X-Amz-Target", out IEnumerable<string>? targets) && targets.Single().EndsWith($".{operation}", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _count);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
