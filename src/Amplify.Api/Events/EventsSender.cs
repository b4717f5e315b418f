using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amplify.Api.Answers;
using Amplify.Api.Authorization;
using Amplify.Api.Realtime;
using Amplify.Api.Rest;
using Amplify.Core.Http;
using Amplify.Core.Json;

namespace Amplify.Api.Events;

/// <summary>Walks calls of Events from their arguments to the answer.</summary>
internal sealed partial class EventsSender(EventsSettings settings, HttpPipeline pipeline, Func<RealtimeClient> connections, JsonSerializerOptions json, string? userAgent)
{
    private volatile EventsSettings _settings = settings;

    /// <summary>Gets or sets what follows the configuration.</summary>
    public EventsSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    public async Task PublishAsync<T>(string channel, T[] messages, EventPublishOptions? options, CancellationToken cancellationToken)
    {
        EventsSettings current = _settings;
        GraphQLEndpointEntry api = current.Required;
        string name = ChannelName.Checked(channel, wildcard: false);
        var type = (JsonTypeInfo<T>)json.InfoOf(typeof(T));
        byte[][] events = [.. messages.Select(message => JsonSerializer.SerializeToUtf8Bytes(message, type))];
        if (events.Length == 0)
        {
            return;
        }

        var failures = new List<EventPublishFailure>();
        foreach (ArraySegment<byte[]> batch in EventBatches.Cut(events))
        {
            byte[] body = EventBatches.Write(name, batch);
            PublishResult? result = options?.Transport == EventTransport.WebSocket
                ? await SendOverSocketAsync(current, api, body, options, cancellationToken).ConfigureAwait(false)
                : await SendAsync(current, api, body, options, cancellationToken).ConfigureAwait(false);
            failures.AddRange((result?.Failed ?? []).Select(failure => new EventPublishFailure
            {
                Index = batch.Offset + (failure?.Index ?? 0),
                Code = failure?.Code,
                Message = failure?.Message ?? "",
            }));
        }

        if (failures.Count > 0)
        {
            throw new EventPublishException(
                FormattableString.Invariant($"{failures.Count} of {events.Length} events were not published on {name}; the first because of: {failures[0].Message}"), failures);
        }
    }

    private async Task<PublishResult?> SendAsync(
        EventsSettings current, GraphQLEndpointEntry api, byte[] body, EventPublishOptions? options, CancellationToken cancellationToken)
    {
        var call = new HttpCall(api.Name, HttpMethod.Post, api.Address.AbsolutePath, options?.Timeout);
        GraphQLCallAuthorization publish = PublishAuthorization(current, options);
        HttpAnswer answer = await pipeline.SendAsync(
            call,
            async token =>
            {
                RestHead head = await HeadOfAsync(api, publish, api.Address, overHttp: true, token).ConfigureAwait(false);
                var request = new HttpRequestMessage(HttpMethod.Post, api.Address)
                {
                    Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
                };
                RestHeaders.Apply(head.Headers, request, contentIsCallers: false);
                request.Options.Set(AuthorizationHandler.Authorizers, head.Authorizers);
                return request;
            },
            cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw AnswerErrors.Refused(
                call, answer, ServiceError.Read(answer), "Check the channel's namespace, and that the mode, key or token may publish there.");
        }

        try
        {
            return JsonSerializer.Deserialize(answer.Body, PublishResultContext.Default.PublishResult);
        }
        catch (JsonException e)
        {
            throw AnswerErrors.Unreadable(call, answer, $"but not as an Events API does: {e.Message} Check that the endpoint is its HTTP URL.", e);
        }
    }

    private static GraphQLCallAuthorization PublishAuthorization(EventsSettings current, EventPublishOptions? options) =>
        new() { Mode = options?.AuthMode ?? current.Publish, Token = options?.Token, ApiKey = options?.ApiKey, Headers = options?.Headers };

    private async ValueTask<RestHead> HeadOfAsync(
        GraphQLEndpointEntry api, GraphQLCallAuthorization authorization, Uri address, bool overHttp, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> headers = await RestHeaders.MergeAsync(
            overHttp ? userAgent : null, overHttp ? "application/json" : null, api.Headers, custom: null, authorization.Headers, cancellationToken).ConfigureAwait(false);
        if (!overHttp)
        {
            headers.TryAdd("x-amz-user-agent", userAgent);
        }

        return new RestHead(headers, _settings.Authorization.For(api, authorization, headers, address));
    }
}
