using System.Security.Cryptography;
using System.Text;
using Amplify.Signing.Canonical;
using Amplify.Signing.Keys;
using Amplify.Signing.Verification;

namespace Amplify.Signing;

/// <summary>
/// Verifies signed requests, header form and query form, as a service does: by signing what was received with the key that the request names.
/// </summary>
/// <remarks>
/// Thread-safe; make one and keep it. The comparison takes the same time whatever the signatures. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot Signature Version 4</see>.
/// </remarks>
public sealed class SigV4Verifier
{
    private readonly Func<string, AwsCredentials?> _findCredentials;
    private readonly SigV4VerifierOptions _options;
    private readonly DerivedKeyCache _keys = new(SigV4Signer.DerivedKeyCapacity);
    private readonly WorkspacePool _workspaces = new();

    /// <summary>Creates a verifier.</summary>
    /// <param name="findCredentials">Gives the credentials of an access key id, or <see langword="null"/> when there are none.</param>
    /// <param name="options">What is accepted, or <see langword="null"/> for the defaults.</param>
    public SigV4Verifier(Func<string, AwsCredentials?> findCredentials, SigV4VerifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(findCredentials);
        _findCredentials = findCredentials;
        _options = options ?? new SigV4VerifierOptions();
    }

    /// <summary>Verifies a request.</summary>
    /// <param name="request">
    /// The request as received: the raw target, every header in the order received, and as payload hash the hash of the body that was received.
    /// </param>
    /// <param name="expectedScope">The region and service that the request has to be signed for.</param>
    /// <param name="now">The server's time.</param>
    /// <returns>Whether the request is accepted, and if not, why. A hostile request never causes an exception.</returns>
    public SigV4Verification Verify(SigV4Request request, SigV4Scope expectedScope, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        SignedParts? parts;
        SigV4Verification? refusal;
        if (request.Header(HeaderNames.Authorization) is { Length: > 0 } authorization)
        {
            parts = AuthorizationHeader.Read(request, authorization, out refusal);
        }
        else if (PresignedQuery.IsPresigned(request.Target))
        {
            parts = PresignedQuery.Read(request.Target, out refusal);
        }
        else
        {
            return new SigV4Verification { Refusal = SigV4Refusal.MissingAuthentication, Message = "The request is not signed." };
        }

        return parts is null ? refusal! : Verify(request, parts, expectedScope, now);
    }

    private SigV4Verification Verify(SigV4Request request, SignedParts parts, SigV4Scope expectedScope, DateTimeOffset now)
    {
        // The key id and the region may not hold a slash; the id is what stands before the first of the last four.
        string[] credential = parts.Credential.Split('/');
        if (credential.Length != 5)
        {
            return Refuse(SigV4Refusal.IncompleteSignature, "The credential is not of the form key/date/region/service/aws4_request.", parts);
        }

        SigV4Scope scope = new(credential[2], credential[3]);
        SigV4ScopeFaults faults = CheckScope(credential, scope, expectedScope, parts);
        if (faults != SigV4ScopeFaults.None)
        {
            return Refuse(SigV4Refusal.CredentialScope, "The credential scope is not the one that is expected here.", parts, scope: scope, faults: faults);
        }

        AwsCredentials? credentials = _findCredentials(credential[0]);
        if (credentials is null)
        {
            return Refuse(SigV4Refusal.UnknownAccessKey, "The access key id is unknown.", parts, scope: scope);
        }

        return CheckCredentials(parts, credentials, scope, now)
            ?? CheckTime(parts, credentials, scope, now)
            ?? CheckSignature(request, parts, credentials, scope);
    }

    private static SigV4ScopeFaults CheckScope(string[] credential, SigV4Scope scope, SigV4Scope expected, SignedParts parts)
    {
        SigV4ScopeFaults faults = SigV4ScopeFaults.None;
        faults |= scope.Region == expected.Region ? SigV4ScopeFaults.None : SigV4ScopeFaults.Region;
        faults |= scope.Service == expected.Service ? SigV4ScopeFaults.None : SigV4ScopeFaults.Service;
        faults |= credential[4] == HeaderNames.Terminator ? SigV4ScopeFaults.None : SigV4ScopeFaults.Terminator;
        faults |= parts.AmzDate.StartsWith(credential[1], StringComparison.Ordinal) && credential[1].Length == 8 ? SigV4ScopeFaults.None : SigV4ScopeFaults.Date;
        return faults;
    }

    private static SigV4Verification? CheckCredentials(SignedParts parts, AwsCredentials credentials, SigV4Scope scope, DateTimeOffset now)
    {
        ReadOnlySpan<byte> expected = Encoding.UTF8.GetBytes(credentials.SessionToken ?? "");
        ReadOnlySpan<byte> actual = Encoding.UTF8.GetBytes(parts.SecurityToken ?? "");
        if (!CryptographicOperations.FixedTimeEquals(expected, actual))
        {
            return Refuse(SigV4Refusal.InvalidSessionToken, "The session token is not the one of these credentials.", parts, credentials, scope);
        }

        return credentials.Expiration <= now
            ? Refuse(SigV4Refusal.ExpiredCredentials, "The credentials have expired.", parts, credentials, scope)
            : null;
    }

    private SigV4Verification? CheckTime(SignedParts parts, AwsCredentials credentials, SigV4Scope scope, DateTimeOffset now)
    {
        if (parts.Time > now + _options.ClockTolerance)
        {
            return Refuse(SigV4Refusal.SignatureNotYetCurrent, "The request is dated in the future.", parts, credentials, scope);
        }

        if (parts.Expires > _options.LongestExpiry)
        {
            return Refuse(SigV4Refusal.IncompleteSignature, "The presigned URL is valid for longer than is allowed.", parts, credentials, scope);
        }

        return now > parts.Time + (parts.Expires ?? _options.ClockTolerance)
            ? Refuse(SigV4Refusal.SignatureExpired, "The request is too old.", parts, credentials, scope)
            : null;
    }

    private SigV4Verification CheckSignature(SigV4Request request, SignedParts parts, AwsCredentials credentials, SigV4Scope scope)
    {
        string? givenHash = request.Header(HeaderNames.ContentSha256);
        if (givenHash == SigV4PayloadHash.UnsignedPayload ? !_options.AllowUnsignedPayload : givenHash is not null && givenHash != request.PayloadHash)
        {
            return Refuse(SigV4Refusal.PayloadHash, "The body is not the one whose hash is sent.", parts, credentials, scope);
        }

        SigningWorkspace workspace = _workspaces.Rent();
        try
        {
            if (!AddSignedHeaders(workspace.Headers, request, parts.SignedHeaders))
            {
                return Refuse(SigV4Refusal.SignedHeaders, "The host is not signed, or a signed header is not sent.", parts, credentials, scope);
            }

            DerivedKey key = _keys.Get(parts.Time, scope, credentials);
            bool matches = Matches(workspace, request, parts, key, givenHash ?? request.PayloadHash, "X-Amz-Signature"u8, default);
            if (!matches && parts is { IsPresigned: true, SecurityToken: not null })
            {
                // Some services have the token added after signing.
                matches = Matches(workspace, request, parts, key, givenHash ?? request.PayloadHash, "X-Amz-Signature"u8, "X-Amz-Security-Token"u8);
            }

            return matches
                ? new SigV4Verification { Credentials = credentials, AccessKeyId = credentials.AccessKeyId, Scope = scope, RequestTime = parts.Time }
                : Mismatch(workspace, parts, credentials, scope);
        }
        finally
        {
            _workspaces.Return(workspace);
        }
    }

    private bool Matches(
        SigningWorkspace workspace,
        SigV4Request request,
        SignedParts parts,
        DerivedKey key,
        string payloadHash,
        ReadOnlySpan<byte> leftOut,
        ReadOnlySpan<byte> alsoLeftOut)
    {
        bool isS3 = SigV4Signer.IsS3(new SigV4Scope("", parts.Credential.Split('/')[3]));
        string effectiveHash = isS3 && parts.IsPresigned ? SigV4PayloadHash.UnsignedPayload : payloadHash;
        workspace.BuildCanonicalRequest(
            request.Method,
            request.Target,
            Encoding.UTF8.GetBytes(effectiveHash),
            _options.NormalizePath && !isS3,
            isS3,
            parts.IsPresigned ? leftOut : default,
            alsoLeftOut);
        Span<byte> expected = stackalloc byte[64];
        workspace.Sign(key, parts.AmzDate, expected);
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(parts.Signature));
    }

    private static bool AddSignedHeaders(CanonicalHeaders canonical, SigV4Request request, string signedHeaders)
    {
        ReadOnlySpan<char> names = signedHeaders;
        bool hasHost = false;
        foreach (Range range in names.Split(';'))
        {
            ReadOnlySpan<char> name = names[range];
            bool found = false;
            foreach (KeyValuePair<string, string> header in request.Headers)
            {
                if (name.Equals(header.Key, StringComparison.OrdinalIgnoreCase))
                {
                    canonical.Add(header.Key, header.Value);
                    found = true;
                }
            }

            if (!found)
            {
                return false;
            }

            hasHost |= name.Equals(HeaderNames.Host, StringComparison.OrdinalIgnoreCase);
        }

        return hasHost;
    }

    private static SigV4Verification Mismatch(SigningWorkspace workspace, SignedParts parts, AwsCredentials credentials, SigV4Scope scope) => new()
    {
        Refusal = SigV4Refusal.SignatureMismatch,
        Message = "The signature is not the one that the secret key gives for this request.",
        AccessKeyId = credentials.AccessKeyId,
        Scope = scope,
        RequestTime = parts.Time,
        CanonicalRequest = workspace.CanonicalRequest,
        StringToSign = workspace.StringToSign,
    };

    private static SigV4Verification Refuse(
        SigV4Refusal refusal,
        string message,
        SignedParts parts,
        AwsCredentials? credentials = null,
        SigV4Scope? scope = null,
        SigV4ScopeFaults faults = SigV4ScopeFaults.None) => new()
        {
            Refusal = refusal,
            Message = message,
            AccessKeyId = credentials?.AccessKeyId ?? parts.Credential.Split('/')[0],
            Scope = scope,
            RequestTime = parts.Time,
            ScopeFaults = faults,
        };
}
