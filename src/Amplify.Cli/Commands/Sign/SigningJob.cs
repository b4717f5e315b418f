using Amplify.Cli.Execution;
using Amplify.Signing;

namespace Amplify.Cli.Commands.Sign;

/// <summary>A request to sign, with all that its signature depends on.</summary>
internal sealed class SigningJob
{
    private const long LongestExpiry = 7 * 24 * 60 * 60;

    public required string Method { get; init; }

    public required RawUrl Url { get; init; }

    /// <summary>Gets the headers that are sent; Host is made of the URL when it is not among them.</summary>
    public required List<KeyValuePair<string, string>> Headers { get; init; }

    public required string PayloadHash { get; init; }

    public required AwsCredentials Credentials { get; init; }

    public required SigV4Scope Scope { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets how many seconds a presigned URL is valid, or <see langword="null"/> to sign in headers.</summary>
    public long? ExpiresInSeconds { get; init; }

    public required SigV4Options Options { get; init; }

    /// <exception cref="FormatException">The request cannot be signed as it is.</exception>
    public SigningResult Run(SigV4Signer signer)
    {
        if (ExpiresInSeconds is < 1 or > LongestExpiry)
        {
            throw new FormatException("A presigned URL is valid from 1 to 604800 seconds (seven days).");
        }

        if (!Headers.Exists(static header => header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase)))
        {
            Headers.Add(new("Host", Url.Host));
        }

        try
        {
            SigV4Request request = new(Method, Url.Target, Headers, PayloadHash);
            SigV4Signature signature = ExpiresInSeconds is { } seconds
                ? signer.Presign(request, Credentials, Scope, Time, TimeSpan.FromSeconds(seconds), Options)
                : signer.Sign(request, Credentials, Scope, Time, Options);
            return new SigningResult(signature, Url.Origin + signature.Target);
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException(ErrorText.Of(wrong), wrong);
        }
    }
}
