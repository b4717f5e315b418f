using Amplify.Auth.Session;

namespace Amplify.Auth.Federation;

/// <summary>A user whom a provider has signed in; replaced as a whole, never changed.</summary>
internal sealed class FederatedUser(FederatedProvider provider, FederatedToken token, Func<CancellationToken, ValueTask<FederatedToken>>? refresh)
    : ISessionState<FederatedUser>
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

    public DateTimeOffset ExpiresAt => token.ExpiresAt;

    public bool CanRenew => refresh is not null;

    /// <summary>Gets when another token is needed.</summary>
    public DateTimeOffset RenewFrom =>
        _isRefused ? DateTimeOffset.MinValue
        : refresh is null || token.ExpiresAt < DateTimeOffset.MinValue + RenewBefore ? token.ExpiresAt
        : token.ExpiresAt - RenewBefore;

    public bool IsFreshAt(DateTimeOffset now) => now < RenewFrom;

    public bool IsAcceptedAt(DateTimeOffset now) => !_isRefused && now < token.ExpiresAt;

    public bool Holds(string token) => Token.Value == token;

    // As far as another one can be had: a service that takes no token of the provider must not sign the user out.
    public FederatedUser Refused() => refresh is null ? this : new FederatedUser(this);

    public FederatedUser With(FederatedToken renewed) => new(provider, renewed, refresh);

    public override string ToString() => provider.Name;
}
