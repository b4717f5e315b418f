using System.Text.Json;
using Amplify.Local.Accounts;
using Amplify.Local.Cognito.IdentityPool.Logins;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>Gives guests an identity each and users theirs, and credentials that the other services verify.</summary>
internal sealed class IdentityPoolService(
    IdentityPoolSettings settings,
    LoginProviders providers,
    IdentityStore identities,
    OpenIdTokens tokens,
    AccessKeys keys,
    ServerClock clock)
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(10);

    private readonly IdentityLinks _links = new(settings.PoolId, identities);

    /// <summary>The public keys of the tokens that the pool issues.</summary>
    public ReadOnlyMemory<byte> Jwks => tokens.Keys.ToJwks();

    public async ValueTask<ReadOnlyMemory<byte>> GetIdAsync(JsonElement input)
    {
        RefuseOtherPool(input);
        IReadOnlyList<VerifiedLogin> logins = await VerifyLoginsAsync(input).ConfigureAwait(false);
        if (logins.Count == 0)
        {
            RefuseUnlessGuestsAllowed();
            return IdentityPoolAnswers.Identity(identities.Create(settings.PoolId, clock.UtcNow));
        }

        return IdentityPoolAnswers.Identity(_links.FindOrCreate(logins, clock.UtcNow));
    }

    public async ValueTask<ReadOnlyMemory<byte>> GetCredentialsForIdentityAsync(JsonElement input)
    {
        (string identityId, IReadOnlyList<VerifiedLogin> logins) = await ResolveAsync(input).ConfigureAwait(false);
        string? provider = logins.Count == 0 ? null : string.Join(',', logins.SelectMany(static login => (string[])[login.Provider, login.Marker]));
        return IdentityPoolAnswers.Credentials(keys.Issue(identityId, provider, clock.UtcNow, settings.CredentialLifetime));
    }

    public async ValueTask<ReadOnlyMemory<byte>> GetOpenIdTokenAsync(JsonElement input)
    {
        (string identityId, IReadOnlyList<VerifiedLogin> logins) = await ResolveAsync(input).ConfigureAwait(false);
        return IdentityPoolAnswers.Token(identityId, tokens.Issue(identityId, logins, clock.UtcNow, TokenLifetime));
    }

    /// <summary>Gives the developer's server, which has signed, a token for one of its users.</summary>
    public ReadOnlyMemory<byte> GetOpenIdTokenForDeveloperIdentity(JsonElement input)
    {
        RefuseOtherPool(input);
        VerifiedLogin login = DeveloperLogin(IdentityPoolInput.Logins(input));
        TimeSpan lifetime = IdentityPoolInput.TokenDuration(input);
        string identityId = IdentityPoolInput.HasIdentityId(input)
            ? _links.Resolve(IdentityPoolInput.IdentityId(input), [login])
            : _links.FindOrCreate([login], clock.UtcNow);
        return IdentityPoolAnswers.Token(identityId, tokens.Issue(identityId, [login], clock.UtcNow, lifetime));
    }

    public async ValueTask<ReadOnlyMemory<byte>> UnlinkIdentityAsync(JsonElement input)
    {
        string identityId = IdentityPoolInput.IdentityId(input);
        string[] removed = [.. IdentityPoolInput.LoginsToRemove(input).Select(providers.NameOf)];
        IReadOnlyList<VerifiedLogin> logins = await VerifyLoginsAsync(input).ConfigureAwait(false);
        _links.Unlink(identityId, logins, removed);
        return default;
    }

    private async ValueTask<(string IdentityId, IReadOnlyList<VerifiedLogin> Logins)> ResolveAsync(JsonElement input)
    {
        string identityId = IdentityPoolInput.IdentityId(input);
        Identity identity = identities.Find(identityId) ?? throw IdentityPoolErrors.IdentityNotFound(identityId);
        IReadOnlyList<VerifiedLogin> logins = await VerifyLoginsAsync(input).ConfigureAwait(false);
        if (logins.Count > 0)
        {
            return (_links.Resolve(identityId, logins), logins);
        }

        if (identity.IsLinked || identity.IsClosed)
        {
            throw IdentityPoolErrors.Forbidden(identityId);
        }

        RefuseUnlessGuestsAllowed();
        return (identityId, []);
    }

    private ValueTask<IReadOnlyList<VerifiedLogin>> VerifyLoginsAsync(JsonElement input) =>
        providers.VerifyAsync(IdentityPoolInput.Logins(input), clock.UtcNow);

    private VerifiedLogin DeveloperLogin(IReadOnlyList<KeyValuePair<string, string>> logins) =>
        logins is [var login] && login.Key == settings.DeveloperProvider
            ? new VerifiedLogin(login.Key, login.Value, $"{login.Key}:{settings.PoolId}:{login.Value}")
            : throw IdentityPoolErrors.Invalid("Please provide a valid developer provider");

    private void RefuseOtherPool(JsonElement input)
    {
        string requested = IdentityPoolInput.IdentityPoolId(input);
        if (!string.Equals(requested, settings.PoolId, StringComparison.Ordinal))
        {
            throw IdentityPoolErrors.PoolNotFound(requested);
        }
    }

    private void RefuseUnlessGuestsAllowed()
    {
        if (!settings.AllowGuests)
        {
            throw IdentityPoolErrors.GuestsNotAllowed;
        }
    }
}
