namespace Amplify.Core.Http;

/// <summary>How long a call may go on: until its deadline, or until its caller cancels.</summary>
internal sealed class CallLifetime : IDisposable
{
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;

    public CallLifetime(TimeSpan timeout, TimeProvider timeProvider, CancellationToken callerToken)
    {
        CallerToken = callerToken;
        _deadline = new CancellationTokenSource(timeout, timeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, callerToken);
        Token = _either.Token;
    }

    public CancellationToken CallerToken { get; }

    /// <summary>Gets the token that ends the call.</summary>
    public CancellationToken Token { get; }

    public bool IsLate => _deadline.IsCancellationRequested;

    /// <summary>Joins the token of one read; <see langword="null"/> when it adds nothing.</summary>
    public CancellationTokenSource? Join(CancellationToken readToken) =>
        readToken.CanBeCanceled && readToken != CallerToken && readToken != Token
            ? CancellationTokenSource.CreateLinkedTokenSource(Token, readToken)
            : null;

    /// <summary>Ends what is under way, because nobody wants its result any more.</summary>
    public void Abandon() => _either.Cancel();

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }
}
