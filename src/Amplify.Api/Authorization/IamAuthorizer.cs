using System.Net;
using System.Net.Http.Headers;
using Amplify.Core.Credentials;
using Amplify.Core.Diagnostics;
using Amplify.Core.Http;
using Amplify.Signing;
using Microsoft.Extensions.Logging;

namespace Amplify.Api.Authorization;

/// <summary>Signs with AWS credentials.</summary>
internal sealed class IamAuthorizer(
    IAwsCredentialsProvider credentials, SigV4Signer signer, ServerClock clock, SigV4Scope scope, ILogger logger) : IAuthorizer
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string PayloadHashHeader = "x-amz-content-sha256";

    // In the request, not here: an authorizer may serve many at once.
    private static readonly HttpRequestOptionsKey<Signed> SignedWith = new("Amplify.SignedWith");

    /// <exception cref="AmplifyException">The provider failed; nothing is sent unsigned because of that.</exception>
    public ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsAuthorizedOtherwise(request))
        {
            return ValueTask.CompletedTask;
        }

        // With credentials at hand and a body in memory nothing is to be awaited, and awaiting is felt in each call.
        ValueTask<AwsCredentials> current = ProvidedCredentials.GetAsync(credentials, cancellationToken);
        return current.IsCompletedSuccessfully
            ? SignAsync(request, current.Result, cancellationToken)
            : SignWhenGivenAsync(request, current, cancellationToken);
    }

    public async ValueTask<Recovery> RecoverAsync(
        HttpRequestMessage request, Refusal refusal, Recovery tried, CancellationToken cancellationToken)
    {
        if (IsAuthorizedOtherwise(request) || !request.Options.TryGetValue(SignedWith, out Signed? signed))
        {
            return Recovery.None;
        }

        Uri address = request.RequestUri!;
        if (!tried.HasFlag(Recovery.Clock) && ClockSkew.ServerTimeOf(refusal, signed.Time) is { } serverTime)
        {
            clock.Learn(address, serverTime);
            return Recovery.Clock;
        }

        if (tried.HasFlag(Recovery.Credentials) || !IsAboutCredentials(refusal))
        {
            return Recovery.None;
        }

        credentials.Invalidate(signed.Credentials);
        AwsCredentials current = await ProvidedCredentials.GetAsync(credentials, cancellationToken).ConfigureAwait(false);

        // Keys that are known to be no good are not better the second time; a bare 401 may be a gate before the service, which a new signature passes.
        if (refusal.Status != HttpStatusCode.Unauthorized && AreSame(current, signed.Credentials))
        {
            return Recovery.None;
        }

        logger.CredentialsRefused(address.IdnHost, address.Port, (int)refusal.Status, refusal.ErrorType);
        return Recovery.Credentials;
    }

    private async ValueTask SignWhenGivenAsync(HttpRequestMessage request, ValueTask<AwsCredentials> current, CancellationToken cancellationToken) =>
        await SignAsync(request, await current.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private ValueTask SignAsync(HttpRequestMessage request, AwsCredentials current, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow(request.RequestUri!);
        bool isHashed = !request.Headers.NonValidated.Contains(PayloadHashHeader);
        ValueTask signing = signer.SignAsync(request, current, scope, now, options: null, cancellationToken);
        if (!signing.IsCompletedSuccessfully)
        {
            return NoteWhenSignedAsync(signing, request, new Signed(current, now), isHashed);
        }

        Note(request, new Signed(current, now), isHashed);
        return ValueTask.CompletedTask;
    }

    private static async ValueTask NoteWhenSignedAsync(ValueTask signing, HttpRequestMessage request, Signed signed, bool isHashed)
    {
        try
        {
            await signing.ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new AmplifyException(
                "The body cannot be rewound after hashing and is larger than 10 MiB, the most that is buffered. Give a seekable stream, such as a file; or set UnsignedPayload in the call's options, where the service accepts that.", e);
        }

        Note(request, signed, isHashed);
    }

    private static void Note(HttpRequestMessage request, Signed signed, bool isHashed)
    {
        AmplifyMetrics.CredentialsUsed(signed.Credentials.Expiration, signed.Time);
        request.Options.Set(SignedWith, signed);
        if (isHashed)
        {
            RequestBody.MarkHashed(request);
        }
    }

    // One of the application's handlers may have set Authorization, which means "do not sign" wherever it comes from; a signature of an
    // earlier attempt is only stale.
    private static bool IsAuthorizedOtherwise(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues("Authorization", out HeaderStringValues values)
        && !values.ToString().StartsWith(Algorithm, StringComparison.Ordinal);

    private static bool IsAboutCredentials(Refusal refusal) => refusal.Status == HttpStatusCode.Unauthorized
        || refusal.ErrorType is "ExpiredTokenException" or "ExpiredToken" or "UnrecognizedClientException" or "InvalidClientTokenId";

    private static bool AreSame(AwsCredentials one, AwsCredentials other) =>
        one.AccessKeyId == other.AccessKeyId && one.SessionToken == other.SessionToken && one.SecretAccessKey == other.SecretAccessKey;

    // A class, though small: generics over a structure of ours would be compiled anew in every process.
    private sealed class Signed(AwsCredentials credentials, DateTimeOffset time)
    {
        public AwsCredentials Credentials => credentials;

        public DateTimeOffset Time => time;
    }
}
