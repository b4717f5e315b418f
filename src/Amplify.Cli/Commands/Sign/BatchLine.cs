using System.Buffers;
using System.Text.Json;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;
using Amplify.Signing;

namespace Amplify.Cli.Commands.Sign;

/// <summary>Reads one line of a batch: a JSON object that describes a request.</summary>
internal static class BatchLine
{
    /// <exception cref="FormatException">
    /// The line does not describe a request; the message repeats nothing of it but the names of keys.
    /// </exception>
    public static SigningJob Parse(ReadOnlySequence<byte> line, BatchDefaults defaults)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("The line is not a JSON object.");
            }

            return Read(new JsonFields(document.RootElement), defaults);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The line is not JSON (at byte {wrong.BytePositionInLine}).", wrong);
        }
    }

    private static SigningJob Read(JsonFields fields, BatchDefaults defaults) => new()
    {
        Method = fields.Text("method") ?? "GET",
        Url = RawUrl.Parse(fields.Text("url") ?? throw new FormatException("\"url\" is missing.")),
        Headers = BatchHeaders.Read(fields.Find("headers")),
        PayloadHash = SigV4PayloadHash.Of(fields.Bytes("body_base64")),
        Credentials = CredentialsOf(fields) ?? defaults.Credentials
            ?? throw new FormatException("\"access_key\" and \"secret_key\" are missing, and there are no keys in the environment."),
        Scope = new SigV4Scope(
            fields.Text("region") ?? defaults.Region ?? throw new FormatException("\"region\" is missing."),
            fields.Text("service") ?? defaults.Service ?? throw new FormatException("\"service\" is missing.")),
        Time = fields.Text("time") is { } time ? Timestamp.Parse(time) : defaults.TimeProvider.GetUtcNow(),
        ExpiresInSeconds = fields.Seconds("presign"),
        Options = new SigV4Options
        {
            NormalizePath = fields.Flag("normalize") ?? true,
            UnsignedPayload = fields.Flag("unsigned_payload") ?? false,
            SignSessionToken = !(fields.Flag("omit_session_token") ?? false),
            CaptureCanonicalRequest = true,
        },
    };

    private static AwsCredentials? CredentialsOf(JsonFields fields)
    {
        string? accessKey = fields.Text("access_key");
        string? secretKey = fields.Text("secret_key");
        string? sessionToken = fields.Text("session_token");
        if (accessKey is null && secretKey is null && sessionToken is null)
        {
            return null;
        }

        if (accessKey is null || secretKey is null)
        {
            throw new FormatException("\"access_key\" and \"secret_key\" are given together.");
        }

        try
        {
            return new AwsCredentials(accessKey, secretKey, sessionToken);
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException($"The keys cannot be used. {ErrorText.Of(wrong)}", wrong);
        }
    }
}
