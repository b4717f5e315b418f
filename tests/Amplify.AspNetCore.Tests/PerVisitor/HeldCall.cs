namespace Amplify.AspNetCore.Tests.PerVisitor;

/// <summary>Sends requests; the first answer of one operation of Cognito is held back until it is let go, though the service has done its part.</summary>
internal sealed class HeldCall(string operation) : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Gets a task that completes when the answer is there and held back.</summary>
    public Task IsHeld => _isHeld.Task;

    public void Release() => _release.TrySetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isMeant = request.Headers.TryGetValues("X-Amz-Target", out IEnumerable<string>? targets)
            && targets.Single().EndsWith($".{operation}", StringComparison.Ordinal);
        HttpResponseMessage response = await base.SendAsync(request, isMeant ? TestContext.Current.CancellationToken : cancellationToken);
        if (isMeant && Interlocked.Increment(ref _count) == 1)
        {
            _isHeld.TrySetResult();
            await _release.Task.WaitAsync(Longest, cancellationToken);
        }

        return response;
    }
}
