using Amplify.Local.Tokens;

namespace Amplify.Local.Cognito.IdentityPool.Logins;

/// <summary>Takes id tokens of an OpenID Connect provider.</summary>
/// <param name="name">The provider, by a name that stays the same from one start of the backend to the next.</param>
/// <param name="key">What it is called in <c>Logins</c>.</param>
/// <param name="issuer">Who issues its tokens.</param>
/// <param name="keys">The issuer's keys.</param>
/// <param name="clientId">The client that tokens have to be for; <see langword="null"/> for every client.</param>
internal sealed class OidcLogins(string name, Func<string> key, Func<string> issuer, ISigningKeySource keys, string? clientId) : ILoginProvider
{
    private readonly TokenSignature _signature = new(keys);

    public string Name => name;

    public bool IsCalled(string called) => called == key();

    public async ValueTask<VerifiedLogin> VerifyAsync(string token, DateTimeOffset now)
    {
        BearerToken read = BearerToken.Parse(token) ?? throw LoginErrors.NotOpenId;
        if (!string.Equals(read.Issuer, issuer(), StringComparison.Ordinal))
        {
            throw LoginErrors.Of(TokenFault.OtherIssuer, token, now);
        }

        if (await _signature.FindFaultAsync(read, now, CancellationToken.None).ConfigureAwait(false) is { } fault)
        {
            throw LoginErrors.Of(fault, token, now);
        }

        if (read.Texts("aud") is not [var audience, ..] audiences)
        {
            throw LoginErrors.MissingAudience;
        }

        if (clientId is not null && !audiences.Contains(clientId, StringComparer.Ordinal))
        {
            throw LoginErrors.NotSupported;
        }

        return read.Text("sub") is { Length: > 0 } subject
            ? new VerifiedLogin(name, subject, $"{name}:{clientId ?? audience}:{subject}")
            : throw LoginErrors.NotOpenId;
    }
}
