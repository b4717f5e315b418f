using Amplify.Api.Authorization;
using Amplify.Api.GraphQL.Responses;
using Amplify.Api.Realtime;
using Amplify.Api.Realtime.Protocols;
using Amplify.Api.Realtime.Subscriptions;
using Amplify.Api.Rest;
using Amplify.Core.Diagnostics;

namespace Amplify.Api.GraphQL;

/// <content>Subscriptions.</content>
internal sealed partial class GraphQLSender
{
    /// <summary>Gets what gives the client that keeps the connections.</summary>
    public Func<RealtimeClient>? Realtime { get; init; }

    /// <exception cref="ArgumentException">The API's name, a variable or an option.</exception>
    /// <exception cref="AmplifyException">The subscription could not be established.</exception>
    public Task<Subscription<TData>> SubscribeAsync<TData>(
        string? apiName, GraphQLOperation<TData> operation, SubscriptionOptions<TData>? options, CancellationToken cancellationToken)
    {
        RealtimeClient realtime = Realtime?.Invoke() ?? throw new InvalidOperationException("This client has no realtime connections.");
        GraphQLEndpointEntry api = _settings.Catalog.FindForSubscriptions(apiName);
        GraphQLBody body = GraphQLBody.Write(operation.Prepared, operation.Variables, json);
        IRealtimeProtocol protocol = ProtocolOf(api, realtime);
        var reader = new GraphQLPayloadReader<TData>(
            EnvelopeContract.InfoOf<TData>(json), protocol is AppSyncProtocol ? new NullFieldNotice(realtime.Context.Logger) : null);
        byte[] frameBody = body.All.ToArray();
        return RealtimeCallSpan.RunAsync(operation.Prepared.Http.Type, api.Name, operation.Prepared.Http, protocol.Address, () => FallsBack(api, options)
            ? SubscribeInTurnAsync(api, operation.Prepared, realtime, SubscribeInAsync)
            : SubscribeInAsync(options?.AuthMode, realtime.Timeout));

        Task<Subscription<TData>> SubscribeInAsync(AuthMode? mode, TimeSpan time) => realtime.SubscribeAsync(
            protocol, frameBody, AuthorizationOf(api, operation, body, mode, options), reader, options, time, cancellationToken);
    }

    private static IRealtimeProtocol ProtocolOf(GraphQLEndpointEntry api, RealtimeClient realtime)
    {
        RealtimeOptions options = realtime.Context.Options;
        string? given = api.RealtimeEndpoint?.OriginalString;
        string key = $"{api.Key}.RealtimeEndpoint";
        bool appSync = options.Protocol == RealtimeProtocol.AppSync
            || (options.Protocol == RealtimeProtocol.Automatic && (api.Key == GraphQLEndpointCatalog.AppSyncKey || RealtimeAddress.IsAppSync(api.Endpoint)));
        return appSync
            ? new AppSyncProtocol(api.Address, RealtimeAddress.Derive(api.Address, given, path: "", key), options.AuthCarrier, realtime.Authorizer)
            : new GraphQLTransportProtocol(api.Address, RealtimeAddress.Of(api.Address, given, key), realtime.Authorizer);
    }

    private RealtimeAuthorization AuthorizationOf<TData>(
        GraphQLEndpointEntry api, GraphQLOperation<TData> operation, GraphQLBody body, AuthMode? mode, SubscriptionOptions<TData>? options)
    {
        var authorization = new GraphQLCallAuthorization
        {
            Mode = mode,
            Token = options?.Token,
            ApiKey = options?.ApiKey,
            Headers = options?.Headers,
            CustomHeader = GraphQLCall.Bind(api, operation.Prepared, body),
        };
        return new RealtimeAuthorization
        {
            Endpoint = api.Address,
            IdentifyAsync = token => _settings.Authorization.IdentifyAsync(api, authorization, token),

            // Whoever the client acts as by then: settings may be others when the connection is made again.
            Identity = () => _settings.Authorization.IdentityOf(api, authorization),
            Head = (address, token) => HeadOfAsync(api, authorization, address, token),
        };
    }

    private async ValueTask<RestHead> HeadOfAsync(
        GraphQLEndpointEntry api, GraphQLCallAuthorization authorization, Uri address, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> headers = await RestHeaders.MergeAsync(
            userAgent: null, accept: null, api.Headers, authorization.CustomHeader, authorization.Headers, cancellationToken).ConfigureAwait(false);
        headers.TryAdd("x-amz-user-agent", userAgent);
        return new RestHead(headers, _settings.Authorization.For(api, authorization, headers, address));
    }
}
