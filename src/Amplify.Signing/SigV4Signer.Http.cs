using System.Net.Http.Headers;
using System.Text;
using Amplify.Signing.Canonical;
using Amplify.Signing.Http;
using Amplify.Signing.Keys;

namespace Amplify.Signing;

/// <content>Signing of <see cref="HttpRequestMessage"/>s.</content>
public sealed partial class SigV4Signer
{
    /// <summary>Signs a request in place, just before it is sent.</summary>
    /// <param name="request">
    /// The request, its URL absolute. All of its headers are signed but <c>user-agent</c>, <c>connection</c>, <c>expect</c>, <c>transfer-encoding</c>,
    /// <c>x-amzn-trace-id</c>, <c>accept-encoding</c> and <c>content-length</c>. A header <c>x-amz-content-sha256</c> that it carries is taken for the body's hash.
    /// </param>
    /// <param name="credentials">The credentials to sign with.</param>
    /// <param name="scope">The region and service to sign for.</param>
    /// <param name="time">The time of signing.</param>
    /// <param name="options">How to sign, or <see langword="null"/> for the common form.</param>
    /// <param name="cancellationToken">Cancels reading the body.</param>
    /// <returns>A task that has completed already when the body is in memory.</returns>
    /// <remarks>
    /// A body in memory or in seekable streams is hashed where it is; any other is buffered first, up to <see cref="LargestBufferedBody"/> bytes.
    /// </remarks>
    /// <exception cref="ArgumentException">The URL is not absolute, or holds a character that cannot be sent.</exception>
    /// <exception cref="HttpRequestException">The body cannot be read, or cannot be rewound and is too large to buffer.</exception>
    public ValueTask SignAsync(
        HttpRequestMessage request,
        AwsCredentials credentials,
        SigV4Scope scope,
        DateTimeOffset time,
        SigV4Options? options = null,
        CancellationToken cancellationToken = default)
    {
        options = Check(request, credentials, scope, options);
        bool hashes = NeedsHash(request, options);
        if (!hashes || Payload.IsInMemory(request.Content))
        {
            SignInMemory(request, credentials, scope, time, options, hashes, cancellationToken);
            return ValueTask.CompletedTask;
        }

        return SignStreamAsync(request, credentials, scope, time, options, cancellationToken);
    }

    /// <summary>Signs a request in place, without leaving the thread.</summary>
    /// <param name="request">The request, as for <see cref="SignAsync"/>.</param>
    /// <param name="credentials">The credentials to sign with.</param>
    /// <param name="scope">The region and service to sign for.</param>
    /// <param name="time">The time of signing.</param>
    /// <param name="options">How to sign, or <see langword="null"/> for the common form.</param>
    /// <param name="cancellationToken">Cancels reading the body.</param>
    /// <exception cref="ArgumentException">The URL is not absolute, or holds a character that cannot be sent.</exception>
    /// <exception cref="NotSupportedException">The body can neither be rewound nor is it in memory.</exception>
    public void Sign(
        HttpRequestMessage request,
        AwsCredentials credentials,
        SigV4Scope scope,
        DateTimeOffset time,
        SigV4Options? options = null,
        CancellationToken cancellationToken = default)
    {
        options = Check(request, credentials, scope, options);
        bool hashes = NeedsHash(request, options);
        if (hashes && !Payload.IsReplayable(request.Content!))
        {
            throw new NotSupportedException("A body that is not in memory and cannot be rewound is signed asynchronously only; use SendAsync.");
        }

        SignInMemory(request, credentials, scope, time, options, hashes, cancellationToken);
    }

    /// <summary>The most bytes, 10 MiB, that are buffered of a body that cannot be rewound after hashing.</summary>
    public const int LargestBufferedBody = 10 * 1024 * 1024;

    private static SigV4Options Check(HttpRequestMessage request, AwsCredentials credentials, SigV4Scope scope, SigV4Options? options)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(credentials);
        ThrowIfIncomplete(scope);
        if (request.RequestUri is null)
        {
            throw new ArgumentException("The request has no URL.", nameof(request));
        }

        return options ?? SigV4Options.Default;
    }

    private static bool NeedsHash(HttpRequestMessage request, SigV4Options options) =>
        request.Content is not null && !options.UnsignedPayload && !request.Headers.NonValidated.Contains(HeaderNames.ContentSha256);

    private void SignInMemory(
        HttpRequestMessage request,
        AwsCredentials credentials,
        SigV4Scope scope,
        DateTimeOffset time,
        SigV4Options options,
        bool hashes,
        CancellationToken cancellationToken)
    {
        SigningWorkspace workspace = _workspaces.Rent();
        bool whole = false;
        try
        {
            if (hashes)
            {
                request.Content!.CopyTo(workspace.Hashing, null, cancellationToken);
            }

            Apply(workspace, request, credentials, scope, time, options);
            whole = true;
        }
        finally
        {
            Return(workspace, whole);
        }
    }

    private async ValueTask SignStreamAsync(
        HttpRequestMessage request, AwsCredentials credentials, SigV4Scope scope, DateTimeOffset time, SigV4Options options, CancellationToken cancellationToken)
    {
        HttpContent content = request.Content!;
        if (!Payload.IsReplayable(content))
        {
            await content.LoadIntoBufferAsync(LargestBufferedBody, cancellationToken).ConfigureAwait(false);
        }

        SigningWorkspace workspace = _workspaces.Rent();
        bool whole = false;
        try
        {
            await content.CopyToAsync(workspace.Hashing, cancellationToken).ConfigureAwait(false);
            Apply(workspace, request, credentials, scope, time, options);
            whole = true;
        }
        finally
        {
            Return(workspace, whole);
        }
    }

    private void Return(SigningWorkspace workspace, bool whole)
    {
        if (whole)
        {
            _workspaces.Return(workspace);
        }
        else
        {
            // Its hash object holds half a body.
            workspace.Dispose();
        }
    }

    private void Apply(SigningWorkspace workspace, HttpRequestMessage request, AwsCredentials credentials, SigV4Scope scope, DateTimeOffset time, SigV4Options options)
    {
        // HttpClient sends the methods that it knows in capitals, however they are written.
        request.Method = HttpMethod.Parse(request.Method.Method);
        HttpRequestHeaders headers = request.Headers;
        string target = WireTarget.Of(request.RequestUri!, nameof(request));
        bool isS3 = IsS3(scope);
        string amzDate = FormatTime(time);

        string? givenHash = AddHeaders(workspace.Headers, request);
        Set(workspace.Headers, headers, HeaderNames.AmzDate, amzDate);
        if (credentials.SessionToken is { } token && options.SignSessionToken)
        {
            Set(workspace.Headers, headers, HeaderNames.SecurityToken, token);
        }

        Span<byte> payloadHash = stackalloc byte[SignatureLength];
        payloadHash = payloadHash[..WritePayloadHash(workspace, request, options, givenHash, payloadHash)];
        if (givenHash is null && SendsPayloadHash(options, isS3))
        {
            Set(workspace.Headers, headers, HeaderNames.ContentSha256, Encoding.ASCII.GetString(payloadHash));
        }

        DerivedKey key = _keys.Get(time, scope, credentials);
        workspace.BuildCanonicalRequest(request.Method.Method, target, payloadHash, options.NormalizePath && !isS3, isS3);
        Span<byte> signature = stackalloc byte[SignatureLength];
        workspace.Sign(key, amzDate, signature);
        headers.TryAddWithoutValidation(HeaderNames.Authorization, workspace.BuildAuthorization(key, signature));
        if (credentials.SessionToken is { } unsignedToken && !options.SignSessionToken)
        {
            headers.TryAddWithoutValidation(HeaderNames.SecurityToken, unsignedToken);
        }
    }

    private static void Set(CanonicalHeaders canonical, HttpRequestHeaders headers, string name, string value)
    {
        canonical.Add(name, value);
        headers.TryAddWithoutValidation(name, value);
    }

    private static int WritePayloadHash(
        SigningWorkspace workspace, HttpRequestMessage request, SigV4Options options, string? given, Span<byte> hash)
    {
        if (given is not null)
        {
            return Encoding.UTF8.GetBytes(given, hash);
        }

        if (options.UnsignedPayload)
        {
            return Encoding.ASCII.GetBytes(SigV4PayloadHash.UnsignedPayload, hash);
        }

        if (request.Content is null)
        {
            return Encoding.ASCII.GetBytes(SigV4PayloadHash.Empty, hash);
        }

        workspace.FinishHash(hash);
        return SignatureLength;
    }

    /// <summary>
    /// Adds the headers that are signed, takes those of an earlier signature off the request, and gives the payload hash that is among them, if one is.
    /// </summary>
    /// <remarks>Handlers that decompress name their encodings after the signature, also beside those named before, and proxies replace them.</remarks>
    private static string? AddHeaders(CanonicalHeaders canonical, HttpRequestMessage request)
    {
        string? payloadHash = null;
        bool hasHost = false;
        bool isSigned = false;
        foreach ((string name, HeaderStringValues value) in request.Headers.NonValidated)
        {
            if (IsReplaced(name) || name.Equals(HeaderNames.Authorization, StringComparison.OrdinalIgnoreCase))
            {
                isSigned = true;
            }
            else if (!CanonicalHeaders.IsNeverSigned(name) && !name.Equals(HeaderNames.AcceptEncoding, StringComparison.OrdinalIgnoreCase))
            {
                string text = value.ToString();
                canonical.Add(name, text);
                hasHost |= name.Equals(HeaderNames.Host, StringComparison.OrdinalIgnoreCase);
                payloadHash = name.Equals(HeaderNames.ContentSha256, StringComparison.OrdinalIgnoreCase) ? text : payloadHash;
            }
        }

        if (isSigned)
        {
            request.Headers.Remove(HeaderNames.Authorization);
            request.Headers.Remove(HeaderNames.AmzDate);
            request.Headers.Remove(HeaderNames.SecurityToken);
        }

        if (!hasHost)
        {
            canonical.Add(HeaderNames.Host, WireTarget.HostOf(request.RequestUri!));
        }

        if (request.Content is not null)
        {
            AddContentHeaders(canonical, request.Content);
        }

        return payloadHash;
    }

    private static void AddContentHeaders(CanonicalHeaders canonical, HttpContent content)
    {
        foreach ((string name, HeaderStringValues value) in content.Headers.NonValidated)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                canonical.Add(name, value.ToString());
            }
        }
    }
}
