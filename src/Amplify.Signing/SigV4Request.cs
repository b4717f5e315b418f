namespace Amplify.Signing;

/// <summary>
/// A request as text: what a signature covers, with no HTTP client attached.
/// </summary>
/// <remarks>
/// The target is taken exactly as it stands on the wire; nothing is decoded, resolved or encoded before signing.
/// A raw <c>+</c> in the query means a space, as API Gateway reads it.
/// </remarks>
public sealed class SigV4Request
{
    /// <summary>Creates a request to sign or to verify.</summary>
    /// <param name="method">The HTTP method, such as <c>GET</c>.</param>
    /// <param name="target">Path and query as sent, such as <c>/prod/items?order=byPrice</c>. An empty path means <c>/</c>.</param>
    /// <param name="headers">
    /// The headers in the order sent, <c>host</c> among them; a name may occur more than once. All of them are signed but <c>user-agent</c>,
    /// <c>connection</c>, <c>expect</c>, <c>transfer-encoding</c>, <c>x-amzn-trace-id</c> and <c>authorization</c>.
    /// </param>
    /// <param name="payloadHash">
    /// The hash of the body from <see cref="SigV4PayloadHash"/>. A header <c>x-amz-content-sha256</c> among <paramref name="headers"/> wins over it when signing.
    /// </param>
    /// <exception cref="ArgumentException">The method is not a token, or the payload hash is empty.</exception>
    public SigV4Request(string method, string target, IReadOnlyList<KeyValuePair<string, string>> headers, string payloadHash = SigV4PayloadHash.Empty)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        if (!method.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
        {
            throw new ArgumentException("The method holds a character that no HTTP method has.", nameof(method));
        }

        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentException.ThrowIfNullOrEmpty(payloadHash);
        Method = method;
        Target = target;
        Headers = headers;
        PayloadHash = payloadHash;
    }

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; }

    /// <summary>Gets path and query as sent.</summary>
    public string Target { get; }

    /// <summary>Gets the headers in the order sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>Gets the hash of the body, or <see cref="SigV4PayloadHash.UnsignedPayload"/>.</summary>
    public string PayloadHash { get; }

    /// <summary>Gives the first value of a header, or <see langword="null"/>.</summary>
    internal string? Header(string name)
    {
        for (int i = 0; i < Headers.Count; i++)
        {
            if (Headers[i].Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return Headers[i].Value;
            }
        }

        return null;
    }
}
