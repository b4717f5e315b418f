using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tokens;

/// <summary>Fetches the keys of an issuer: of a user pool from where they always are, of others from where their discovery document says.</summary>
internal sealed class KeySetClient(HttpClient http, string issuer, bool discovers, TimeProvider timeProvider)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<SecurityKey>> FetchAsync()
    {
        using var time = new CancellationTokenSource(Timeout, timeProvider);
        Uri address = discovers
            ? await DiscoverAsync(time.Token).ConfigureAwait(false)
            : WellKnown("jwks.json");
        string json = await http.GetStringAsync(address, time.Token).ConfigureAwait(false);
        return [.. JsonWebKeySet.Create(json).GetSigningKeys().Where(static key => key is not SymmetricSecurityKey)];
    }

    private async Task<Uri> DiscoverAsync(CancellationToken cancellationToken)
    {
        string json = await http.GetStringAsync(WellKnown("openid-configuration"), cancellationToken).ConfigureAwait(false);
        DiscoveryDocument document = JsonSerializer.Deserialize<DiscoveryDocument>(json) ?? throw new InvalidDataException("The discovery document is empty.");
        if (!string.Equals(document.Issuer, issuer, StringComparison.Ordinal))
        {
            throw new InvalidDataException("The discovery document is another issuer's.");
        }

        return Uri.TryCreate(document.JwksUri, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw new InvalidDataException("The discovery document names no jwks_uri.");
    }

    private Uri WellKnown(string document) => new($"{issuer.TrimEnd('/')}/.well-known/{document}");
}
