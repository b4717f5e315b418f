using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Amplify.Signing;

namespace Amplify.Local.ApiGateway.Responses;

/// <summary>Says a refused signature in the words of API Gateway, which Lambda shares.</summary>
internal static partial class SignatureErrors
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static GatewayError Of(SigV4Verification verification, SigV4Scope expected, DateTimeOffset now, string? authorization) => verification.Refusal switch
    {
        SigV4Refusal.MissingAuthentication => GatewayErrors.MissingAuthenticationToken,
        SigV4Refusal.IncompleteSignature => GatewayErrors.Signature(GatewayErrors.IncompleteSignature, Incomplete(verification, authorization ?? "")),
        SigV4Refusal.UnknownAccessKey or SigV4Refusal.InvalidSessionToken => GatewayErrors.InvalidToken,
        SigV4Refusal.ExpiredCredentials => GatewayErrors.ExpiredToken,
        SigV4Refusal.CredentialScope => Invalid(Scope(verification, expected, authorization ?? "")),
        SigV4Refusal.SignatureExpired => Invalid(Expired(verification, now)),
        SigV4Refusal.SignatureNotYetCurrent => Invalid(NotYetCurrent(verification, now)),
        SigV4Refusal.SignedHeaders => Invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."),
        _ => Invalid(Mismatch(verification)),
    };

    private static GatewayError Invalid(string message) => GatewayErrors.Signature(GatewayErrors.InvalidSignature, message);

    private static string Mismatch(SigV4Verification verification)
    {
        const string Sentence =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing "
            + "method. Consult the service documentation for details.";
        return verification is { CanonicalRequest: { } canonical, StringToSign: { } toSign }
            ? $"{Sentence}\n\nThe Canonical String for this request should have been\n'{canonical}'\n\nThe String-to-Sign should have been\n'{toSign}'\n"
            : Sentence;
    }

    private static string Expired(SigV4Verification verification, DateTimeOffset now) =>
        $"Signature expired: {Iso(verification.RequestTime)} is now earlier than {Iso(now - Tolerance)} ({Iso(now)} - 5 min.)";

    private static string NotYetCurrent(SigV4Verification verification, DateTimeOffset now) =>
        $"Signature not yet current: {Iso(verification.RequestTime)} is still later than {Iso(now + Tolerance)} ({Iso(now)} + 5 min.)";

    private static string Scope(SigV4Verification verification, SigV4Scope expected, string authorization)
    {
        Match sent = CredentialScope().Match(authorization);
        var message = new StringBuilder();
        if (verification.ScopeFaults.HasFlag(SigV4ScopeFaults.Region))
        {
            message.Append(CultureInfo.InvariantCulture, $"Credential should be scoped to a valid region, not '{verification.Scope?.Region}'. ");
        }

        if (verification.ScopeFaults.HasFlag(SigV4ScopeFaults.Service))
        {
            message.Append(CultureInfo.InvariantCulture, $"Credential should be scoped to correct service: '{expected.Service}'. ");
        }

        if (verification.ScopeFaults.HasFlag(SigV4ScopeFaults.Terminator))
        {
            message.Append(
                CultureInfo.InvariantCulture,
                $"Credential should be scoped with a valid terminator: 'aws4_request', not '{sent.Groups["terminator"]}'. ");
        }

        if (verification.ScopeFaults.HasFlag(SigV4ScopeFaults.Date))
        {
            string time = Iso(verification.RequestTime);
            message.Append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ");
            message.Append(CultureInfo.InvariantCulture, $"'{sent.Groups["date"]}' != '{time[..8]}', from '{time}'. ");
        }

        return message.ToString();
    }

    // The newer of the two forms that the service is known to use: the header is hashed, so that a token sent by mistake is not echoed.
    private static string Incomplete(SigV4Verification verification, string authorization)
    {
        if (verification.MalformedPart is not null)
        {
            return "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): "
                + $"'{Hash(authorization)}'.";
        }

        var message = new StringBuilder();
        foreach (string parameter in verification.MissingParameters)
        {
            message.Append(parameter switch
            {
                "X-Amz-Date" => "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
                _ => $"Authorization header requires '{parameter}' parameter. ",
            });
        }

        return message.Length == 0
            ? verification.Message
            : $"{message}(Hashed with SHA-256 and encoded with Base64) Authorization={Hash(authorization)}";
    }

    // What stands in the header; a presigned query leaves these words empty.
    [GeneratedRegex(@"Credential=[^,]*?/(?<date>[^/,\s]*)/[^/,]*/[^/,]*/(?<terminator>[^/,\s]*)", RegexOptions.CultureInvariant)]
    private static partial Regex CredentialScope();

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Iso(DateTimeOffset? time) =>
        (time ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
