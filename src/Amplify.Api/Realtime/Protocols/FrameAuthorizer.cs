using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Amplify.Api.Authorization;
using Amplify.Api.Rest;
using Amplify.Core.Http;

namespace Amplify.Api.Realtime.Protocols;

/// <summary>Authorizes frames as if they were HTTP requests, which is what AppSync checks them as.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html">AppSync's protocol</see>.</remarks>
internal sealed class FrameAuthorizer(ServerClock clock)
{
    private static readonly byte[] EmptyBody = "{}"u8.ToArray();

    // A header of the application that authorizes goes with every frame, and is there before an authorizer looks for it.
    private static readonly string[] Authorizing = ["Authorization", ApiKeyAuthorizer.HeaderName];

    /// <summary>Authorizes a connect, whose body is an empty object.</summary>
    public ValueTask<FrameAuthorization> AuthorizeAsync(RealtimeAuthorization authorization, Uri address, CancellationToken cancellationToken) =>
        AuthorizeAsync(authorization, address, EmptyBody, withHeaders: false, cancellationToken);

    /// <summary>Authorizes a frame that stands for a POST.</summary>
    /// <param name="authorization">How.</param>
    /// <param name="address">Where the POST would go.</param>
    /// <param name="body">Its body.</param>
    /// <param name="withHeaders">Whether the headers that go with a subscription are to be added.</param>
    /// <param name="cancellationToken">Cancels the wait for credentials.</param>
    public async ValueTask<FrameAuthorization> AuthorizeAsync(
        RealtimeAuthorization authorization, Uri address, byte[] body, bool withHeaders, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("accept", "application/json, text/javascript");
        request.Content.Headers.TryAddWithoutValidation("content-encoding", "amz-1.0");
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/json; charset=UTF-8");
        RestHead head = await authorization.Head(address, cancellationToken).ConfigureAwait(false);
        foreach (string name in Authorizing)
        {
            if (head.Headers.TryGetValue(name, out string? given) && !string.IsNullOrEmpty(given))
            {
                request.Headers.TryAddWithoutValidation(name, given);
            }
        }

        foreach (IAuthorizer authorizer in head.Authorizers)
        {
            await authorizer.AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
        }

        bool signed = head.Authorizers.Any(static authorizer => authorizer is IamAuthorizer);
        byte[] json = Write(request, signed, head.Authorizers, withHeaders ? head.Headers : null);
        return new FrameAuthorization(request, head.Authorizers, json, signed ? null : TokenExpiry.Of(request));
    }

    private byte[] Write(
        HttpRequestMessage request, bool signed, IReadOnlyList<IAuthorizer> authorizers, IReadOnlyDictionary<string, string?>? extra)
    {
        Uri address = request.RequestUri!;
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, FrameWriting.Options);
        json.WriteStartObject();
        json.WriteString("host"u8, address.IsDefaultPort ? address.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost}:{address.Port}"));
        if (!signed && authorizers.Any(static authorizer => authorizer is ApiKeyAuthorizer))
        {
            json.WriteString("x-amz-date"u8, clock.GetUtcNow(address).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        }

        WriteHeaders(json, request.Headers, signed);
        if (signed)
        {
            WriteHeaders(json, request.Content!.Headers, signed);
        }

        WriteExtra(json, request, extra);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteHeaders(Utf8JsonWriter json, HttpHeaders headers, bool signed)
    {
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            // The signature covers accept and content headers; without one they say nothing.
            if (signed)
            {
                json.WriteString(name.ToLowerInvariant(), values.ToString());
            }
            else if (!name.Equals("accept", StringComparison.OrdinalIgnoreCase))
            {
                json.WriteString(name, values.ToString());
            }
        }
    }

    private static void WriteExtra(Utf8JsonWriter json, HttpRequestMessage request, IReadOnlyDictionary<string, string?>? extra)
    {
        foreach ((string name, string? value) in extra ?? new Dictionary<string, string?>())
        {
            if (value is not null && !request.Headers.NonValidated.Contains(name) && !name.Equals("host", StringComparison.OrdinalIgnoreCase))
            {
                json.WriteString(name, value);
            }
        }
    }
}
