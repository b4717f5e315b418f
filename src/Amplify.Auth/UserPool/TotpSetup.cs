namespace Amplify;

/// <summary>The secret that a user's authenticator app makes codes of.</summary>
[System.Diagnostics.DebuggerDisplay("{ToString(),nq}")]
public sealed class TotpSetup
{
    internal TotpSetup(string secretCode) => SecretCode = secretCode;

    /// <summary>Gets the secret in base 32, for a user who cannot scan a picture.</summary>
    public string SecretCode { get; }

    /// <summary>Gets the URL to show as a QR code.</summary>
    /// <param name="issuer">What the app is to call the application.</param>
    /// <param name="account">What the app is to call the user's account, such as the user name.</param>
    /// <returns>An <c>otpauth</c> URL; see <see href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">its form</see>.</returns>
    public Uri GetSetupUri(string issuer, string account)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(account);
        string name = Uri.EscapeDataString(issuer);
        return new Uri($"otpauth://totp/{name}:{Uri.EscapeDataString(account)}?secret={SecretCode}&issuer={name}");
    }

    /// <summary>Gives nothing away.</summary>
    /// <returns>A text without the secret.</returns>
    public override string ToString() => "TOTP secret";
}
