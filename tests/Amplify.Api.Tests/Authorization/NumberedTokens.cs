namespace Amplify.Api.Tests.Authorization;

/// <summary>Gives token-1 until it is refused, then token-2, and so on.</summary>
internal sealed class NumberedTokens : ITokenProvider
{
    private readonly Lock _lock = new();
    private string? _current;

    public int Made { get; private set; }

    public int FailsAfter { get; init; } = int.MaxValue;

    public List<string> Invalidated { get; } = [];

    public List<TokenKind> Kinds { get; } = [];

    public ValueTask<string> GetTokenAsync(TokenKind kind = TokenKind.Access, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Kinds.Add(kind);
            if (_current is null && Made >= FailsAfter)
            {
                throw new InvalidOperationException("none left");
            }

            return new(_current ??= FormattableString.Invariant($"token-{++Made}"));
        }
    }

    public void Invalidate(string rejected)
    {
        lock (_lock)
        {
            Invalidated.Add(rejected);
            _current = _current == rejected ? null : _current;
        }
    }
}
