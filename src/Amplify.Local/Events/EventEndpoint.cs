using System.Text.Json;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Responses;
using Amplify.Local.Hosting;
using Amplify.Local.Realtime;

namespace Amplify.Local.Events;

/// <summary>AppSync Events: publishing over HTTP, and the endpoint where clients open their sockets.</summary>
internal sealed class EventEndpoint(EventServices services, RealtimeGate gate) : IServiceEndpoint
{
    public const string PathPrefix = "event";
    public const string Path = $"/{PathPrefix}";
    public const string RealtimePath = $"{Path}/realtime";
    public const string SubProtocol = "aws-appsync-event-ws";

    // Five events of 240 KB, each a text within a text: what has to be escaped takes up to six times its room.
    public const int LargestBody = 8 * 1024 * 1024;

    public string Name => LocalFaults.Events;

    public bool IsGateway => false;

    public async ValueTask<HttpAnswer> HandleAsync(LocalRequest request)
    {
        if (request.Method == "OPTIONS")
        {
            return AppSyncAnswer.Preflight;
        }

        if (SocketUpgrade.IsAskedFor(request) && request.Target.Path is Path or RealtimePath)
        {
            return await gate.AcceptAsync(
                request,
                services.Access.ToConnect,
                connection => new EventSession(connection, services, request.SourceIp),
                static error => EventFrames.Error("connection_error", null, error)).ConfigureAwait(false);
        }

        if (request.Method != "POST" || request.Target.Path != Path)
        {
            return AppSyncAnswer.UnknownOperation;
        }

        return await request.TryReadBodyAsync(LargestBody).ConfigureAwait(false)
            ? await PublishAsync(request).ConfigureAwait(false)
            : TransportError.TooLarge.ToAnswer();
    }

    public HttpAnswer Fail(LocalRequest request, int statusCode) => TransportError.OfStatus(statusCode).ToAnswer();

    private async ValueTask<HttpAnswer> PublishAsync(LocalRequest request)
    {
        if (!FrameJson.TryParse(request.Body, out JsonDocument? body))
        {
            return await AuthorizeAsync(request, channel: null).ConfigureAwait(false) is { IsAuthorized: false, Refusal: { } refusal }
                ? TransportError.Of(refusal).ToAnswer()
                : Answer(new RealtimeError("BadRequestException", "The body is no JSON object.", 400));
        }

        using (body)
        {
            string? channel = body.RootElement.Text("channel");
            AppSyncAuthorization authorization = await AuthorizeAsync(request, channel).ConfigureAwait(false);
            if (!authorization.IsAuthorized)
            {
                return TransportError.Of(authorization.Refusal).ToAnswer();
            }

            request.Caller = authorization.Caller.Principal;
            (PublishReceipt? receipt, RealtimeError? error) = await services.Publisher
                .PublishAsync(channel, body.RootElement.Member("events"), authorization.Caller).ConfigureAwait(false);
            return error is null ? AppSyncAnswer.Ok(Write(receipt!)) : Answer(error);
        }
    }

    private ValueTask<AppSyncAuthorization> AuthorizeAsync(LocalRequest request, string? channel) => services.Authorizer.AuthorizeAsync(
        AppSyncAuthorizationRequest.Of(request, null, null, default) with { ChannelAction = ChannelAction.Publish(channel) }, CancellationToken.None);

    private static HttpAnswer Answer(RealtimeError error) =>
        new TransportError(error.ErrorCode ?? 400, error.ErrorType ?? "BadRequestException", error.Message ?? "").ToAnswer();

    private static ReadOnlyMemory<byte> Write(PublishReceipt receipt) => JsonText.Write(receipt, static (writer, receipt) =>
    {
        writer.WriteStartObject();
        receipt.WriteMembers(writer);
        writer.WriteEndObject();
    });
}
