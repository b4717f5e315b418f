namespace Amplify.Signing;

/// <summary>
/// A key pair that signs requests to AWS, with the session token that temporary credentials carry.
/// </summary>
/// <remarks>
/// Immutable and safe to share. Neither <see cref="ToString"/> nor a debugger's view shows the secret key or the session token.
/// See <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds.html">AWS security credentials</see>.
/// </remarks>
[System.Diagnostics.DebuggerDisplay("{ToString(),nq}")]
public sealed class AwsCredentials
{
    /// <summary>Creates credentials.</summary>
    /// <param name="accessKeyId">The access key id, such as <c>AKIAIOSFODNN7EXAMPLE</c>.</param>
    /// <param name="secretAccessKey">The secret key that belongs to it.</param>
    /// <param name="sessionToken">The session token of temporary credentials, or <see langword="null"/> for long-lived ones.</param>
    /// <param name="expiration">When the credentials stop being accepted, or <see langword="null"/> when they do not expire.</param>
    /// <exception cref="ArgumentException">A key is empty, or a value holds a character that no HTTP header can carry.</exception>
    public AwsCredentials(string accessKeyId, string secretAccessKey, string? sessionToken = null, DateTimeOffset? expiration = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(accessKeyId);
        ArgumentException.ThrowIfNullOrEmpty(secretAccessKey);
        ThrowIfNotHeaderSafe(accessKeyId, nameof(accessKeyId));
        if (sessionToken is not null)
        {
            ThrowIfNotHeaderSafe(sessionToken, nameof(sessionToken));
        }

        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        SessionToken = string.IsNullOrEmpty(sessionToken) ? null : sessionToken;
        Expiration = expiration;
    }

    /// <summary>Gets the access key id. It names the key and is not a secret.</summary>
    public string AccessKeyId { get; }

    /// <summary>Gets the secret key. It never leaves the process.</summary>
    [System.Diagnostics.DebuggerBrowsable(System.Diagnostics.DebuggerBrowsableState.Never)]
    public string SecretAccessKey { get; }

    /// <summary>Gets the session token of temporary credentials, or <see langword="null"/>.</summary>
    [System.Diagnostics.DebuggerBrowsable(System.Diagnostics.DebuggerBrowsableState.Never)]
    public string? SessionToken { get; }

    /// <summary>Gets when the credentials expire, or <see langword="null"/> when they do not.</summary>
    public DateTimeOffset? Expiration { get; }

    /// <summary>Describes the credentials without their secrets.</summary>
    /// <returns>The kind, the end of the access key id and the expiration.</returns>
    public override string ToString()
    {
        string kind = SessionToken is null ? "long-lived" : "temporary";
        string key = AccessKeyId.Length > 4 ? AccessKeyId[^4..] : AccessKeyId;
        string end = Expiration is { } expiration ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", expires {expiration:u}") : "";
        return $"AWS credentials ({kind}, key ending in {key}{end})";
    }

    private static void ThrowIfNotHeaderSafe(string value, string parameter)
    {
        if (value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException("The value holds a space, a control character or a character outside ASCII; it was probably pasted with a line break.", parameter);
        }
    }
}
