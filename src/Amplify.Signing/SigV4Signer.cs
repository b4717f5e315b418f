using System.Buffers;
using System.Text;
using Amplify.Signing.Canonical;
using Amplify.Signing.Keys;

namespace Amplify.Signing;

/// <summary>
/// Signs requests with AWS Signature Version 4: raw requests as text, and <see cref="HttpRequestMessage"/>s; in headers, or in the query of a URL.
/// </summary>
/// <remarks>
/// Thread-safe; make one and keep it, since it remembers the keys that it derives (per day, region, service and key id). Any signing headers that a
/// request carries already are replaced, so a request can be signed again for another attempt. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a signed AWS API request</see>.
/// </remarks>
public sealed partial class SigV4Signer
{
    internal const int DerivedKeyCapacity = 1024;
    private const int SignatureLength = 64;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly DerivedKeyCache _keys = new(DerivedKeyCapacity);
    private readonly WorkspacePool _workspaces = new();
    private TimeText? _latestTime;

    /// <summary>Signs a raw request in its headers.</summary>
    /// <param name="request">The request as it will be sent; it needs a <c>host</c> header.</param>
    /// <param name="credentials">The credentials to sign with.</param>
    /// <param name="scope">The region and service to sign for.</param>
    /// <param name="time">The time of signing.</param>
    /// <param name="options">How to sign, or <see langword="null"/> for the common form.</param>
    /// <returns>The headers to add, and the signature.</returns>
    /// <exception cref="ArgumentException">The request has no <c>host</c> header, or a header's name is not a token.</exception>
    public SigV4Signature Sign(SigV4Request request, AwsCredentials credentials, SigV4Scope scope, DateTimeOffset time, SigV4Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(credentials);
        ThrowIfIncomplete(scope);
        options ??= SigV4Options.Default;

        using Rented rented = Rent();
        SigningWorkspace workspace = rented.Workspace;
        bool isS3 = IsS3(scope);
        string? givenHash = AddHeaders(workspace, request);
        string payloadHash = givenHash ?? (options.UnsignedPayload ? SigV4PayloadHash.UnsignedPayload : request.PayloadHash);
        string amzDate = FormatTime(time);
        List<KeyValuePair<string, string>> added = [new(HeaderNames.AmzDate, amzDate)];
        workspace.Headers.Add(HeaderNames.AmzDate, amzDate);
        if (credentials.SessionToken is { } token)
        {
            added.Add(new(HeaderNames.SecurityToken, token));
            if (options.SignSessionToken)
            {
                workspace.Headers.Add(HeaderNames.SecurityToken, token);
            }
        }

        if (givenHash is null && SendsPayloadHash(options, isS3))
        {
            added.Add(new(HeaderNames.ContentSha256, payloadHash));
            workspace.Headers.Add(HeaderNames.ContentSha256, payloadHash);
        }

        DerivedKey key = _keys.Get(time, scope, credentials);
        workspace.BuildCanonicalRequest(request.Method, request.Target, Encoding.UTF8.GetBytes(payloadHash), options.NormalizePath && !isS3, isS3);
        Span<byte> signature = stackalloc byte[SignatureLength];
        workspace.Sign(key, amzDate, signature);
        string signedHeaders = Encoding.ASCII.GetString(workspace.SignedHeaders);
        added.Add(new(HeaderNames.Authorization, workspace.BuildAuthorization(key, signature)));
        return ToSignature(workspace, signature, signedHeaders, request.Target, added, options);
    }

    private static SigV4Signature ToSignature(
        SigningWorkspace workspace,
        ReadOnlySpan<byte> signature,
        string signedHeaders,
        string target,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        SigV4Options options) => new(
            Encoding.ASCII.GetString(signature),
            signedHeaders,
            target,
            headers,
            options.CaptureCanonicalRequest ? workspace.CanonicalRequest : null,
            options.CaptureCanonicalRequest ? workspace.StringToSign : null);

    /// <summary>Adds the headers that are signed, and gives the payload hash that is among them, if one is.</summary>
    private static string? AddHeaders(SigningWorkspace workspace, SigV4Request request)
    {
        string? payloadHash = null;
        foreach ((string name, string value) in request.Headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenCharacters))
            {
                throw new ArgumentException($"\"{Printable(name)}\" is not the name of a header.", nameof(request));
            }

            if (name.Equals(HeaderNames.ContentSha256, StringComparison.OrdinalIgnoreCase))
            {
                payloadHash = value;
            }

            if (!CanonicalHeaders.IsNeverSigned(name) && !IsReplaced(name))
            {
                workspace.Headers.Add(name, value);
            }
        }

        if (!workspace.Headers.Contains(HeaderNames.Host))
        {
            throw new ArgumentException("A request is signed with its Host header; this one has none.", nameof(request));
        }

        return payloadHash;
    }

    private static bool IsReplaced(string name) =>
        name.Equals(HeaderNames.AmzDate, StringComparison.OrdinalIgnoreCase) ||
        name.Equals(HeaderNames.SecurityToken, StringComparison.OrdinalIgnoreCase);

    internal static bool IsS3(SigV4Scope scope) => scope.Service is "s3" or "s3-object-lambda" or "s3-outposts" or "s3express";

    private static bool SendsPayloadHash(SigV4Options options, bool isS3) => isS3 || options.IncludePayloadHash || options.UnsignedPayload;

    private static void ThrowIfIncomplete(SigV4Scope scope)
    {
        if (string.IsNullOrEmpty(scope.Region) || string.IsNullOrEmpty(scope.Service))
        {
            throw new ArgumentException("A request is signed for a region and a service; one of them is empty.", nameof(scope));
        }
    }

    private static string Printable(string text) => new([.. text.Take(40).Select(static c => c is >= ' ' and <= '~' ? c : '?')]);

    private string FormatTime(DateTimeOffset time)
    {
        // Requests of one second share the text.
        long second = time.UtcTicks / TimeSpan.TicksPerSecond;
        TimeText? latest = Volatile.Read(ref _latestTime);
        if (latest is null || latest.Second != second)
        {
            latest = new TimeText(second, AmzDate.ToText(time));
            Volatile.Write(ref _latestTime, latest);
        }

        return latest.Text;
    }

    private Rented Rent() => new(_workspaces, _workspaces.Rent());

    private sealed record TimeText(long Second, string Text);

    private readonly struct Rented(WorkspacePool pool, SigningWorkspace workspace) : IDisposable
    {
        public SigningWorkspace Workspace { get; } = workspace;

        public void Dispose() => pool.Return(Workspace);
    }
}
