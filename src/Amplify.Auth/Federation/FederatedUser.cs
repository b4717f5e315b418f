namespace Amplify.Auth.Federation;

/// <summary>A user whom a provider has signed in; replaced as a whole, never changed.</summary>
internal sealed class FederatedUser(FederatedProvider provider, FederatedToken token, Func<CancellationToken, ValueTask<FederatedToken>>? refresh)
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(1);

    private readonly bool _isRefused;

    private FederatedUser(FederatedUser user)
        : this(user.Provider, user.Token, user.Refresh) => _isRefused = true;

    public FederatedProvider Provider => provider;

    public FederatedToken Token => token;

    public Func<CancellationToken, ValueTask<FederatedToken>>? Refresh => refresh;

    /// <summary>Gets what the provider calls the user, or the provider's name when its token does not tell.</summary>
    public string Username { get; } = AuthToken.Parse(token.Value)?.Subject ?? provider.Name;

    /// <summary>Gets when another token is needed.</summary>
    public DateTimeOffset RenewFrom =>
        _isRefused ? DateTimeOffset.MinValue
        : refresh is null || token.ExpiresAt < DateTimeOffset.MinValue + RenewBefore ? token.ExpiresAt
        : token.ExpiresAt - RenewBefore;

    public bool IsFreshAt(DateTimeOffset now) => now < RenewFrom;

    public bool IsAcceptedAt(DateTimeOffset now) => !_isRefused && now < token.ExpiresAt;

    /// <summary>Gives the user with a token that a service has refused, as far as another one can be had.</summary>
    public FederatedUser Refused() => refresh is null ? this : new FederatedUser(this);

    public FederatedUser With(FederatedToken renewed) => new(provider, renewed, refresh);

    public override string ToString() => provider.Name;
}
