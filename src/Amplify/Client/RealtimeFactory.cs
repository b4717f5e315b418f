using Amplify.Api.Realtime;
using Amplify.Api.Realtime.Connection;
using Amplify.Api.Realtime.Pool;
using Amplify.Core.Http;
using Amplify.Core.Network;
using Microsoft.Extensions.Logging;

namespace Amplify.Client;

/// <summary>Makes the realtime side of a client.</summary>
internal static class RealtimeFactory
{
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(5);

    public static RealtimeClient Create(AmplifyOptions options, HttpPipeline pipeline, ServerClock clock, ILogger logger)
    {
        var context = new RealtimeContext
        {
            Options = options.Realtime.Copy(),
            Connector = new WebSocketConnector(options.WebSocketFactory),
            IsReachable = async (address, token) => await AskAsync(pipeline, address, token).ConfigureAwait(false) is { IsSuccess: true },
            HostTime = async (address, token) => (await AskAsync(pipeline, address, token).ConfigureAwait(false))?.Date,
            TimeProvider = options.TimeProvider,
            Logger = logger,
        };
        return new RealtimeClient(new RealtimePool(context, new NetworkStatus()), context, clock, options.Timeout);
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
