using System.Net.WebSockets;
using Amplify.Api.Realtime;
using Amplify.Api.Realtime.Connection;
using Amplify.Api.Realtime.Pool;
using Amplify.Core.Http;
using Amplify.Core.Network;
using Microsoft.Extensions.Logging;

namespace Amplify.Client;

/// <summary>Makes the realtime side of a client, of the options as they are now.</summary>
internal sealed class RealtimeFactory(AmplifyOptions options, HttpPipeline pipeline, ServerClock clock, ILogger logger)
{
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(5);

    private readonly RealtimeOptions _options = options.Realtime.Copy();
    private readonly Func<WebSocketRequest, CancellationToken, ValueTask<WebSocket>>? _webSocketFactory = options.WebSocketFactory;
    private readonly TimeProvider _timeProvider = options.TimeProvider;
    private readonly TimeSpan _timeout = options.Timeout;

    public RealtimeClient Create()
    {
        var context = new RealtimeContext
        {
            Options = _options,
            Connector = new WebSocketConnector(_webSocketFactory),
            IsReachable = async (address, token) => await AskAsync(pipeline, address, token).ConfigureAwait(false) is { IsSuccess: true },
            HostTime = async (address, token) => (await AskAsync(pipeline, address, token).ConfigureAwait(false))?.Date,
            TimeProvider = _timeProvider,
            Logger = logger,
        };
        return new RealtimeClient(new RealtimePool(context, new NetworkStatus()), context, clock, _timeout);
    }

    private static async Task<HttpAnswer?> AskAsync(HttpPipeline pipeline, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var call = new HttpCall("realtime", HttpMethod.Get, address.AbsolutePath, PingTimeout, PingTimeout, RetryOptions.None);
            return await pipeline.SendAsync(call, _ => new(new HttpRequestMessage(HttpMethod.Get, address)), cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyException)
        {
            return null;
        }
    }
}
