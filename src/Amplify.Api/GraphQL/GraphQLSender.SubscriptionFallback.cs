using Amplify.Api.GraphQL.Documents;
using Amplify.Api.Realtime;
using Amplify.Core.Diagnostics;
using Amplify.Core.Http;

namespace Amplify.Api.GraphQL;

/// <content>
/// Trying one authorization mode after another to subscribe. A subscription that was established in a mode stays with it, and the time-out is one for
/// all of them.
/// </content>
internal sealed partial class GraphQLSender
{
    // A subscription that says how it is authorized means that and nothing else.
    private static bool FallsBack<TData>(GraphQLEndpointEntry api, SubscriptionOptions<TData>? options) =>
        api.FallbackModes.Count > 0 && options is not ({ AuthMode: not null } or { Token: not null } or { ApiKey: not null });

    private async Task<Subscription<TData>> SubscribeInTurnAsync<TData>(
        GraphQLEndpointEntry api, PreparedOperation operation, RealtimeClient realtime, Func<AuthMode?, TimeSpan, Task<Subscription<TData>>> subscribe)
    {
        GraphQLSettings current = _settings;
        IReadOnlyList<AuthMode> modes = current.WorkingModes.Order(api, current.Authorization.GraphQLMode ?? api.Mode);
        var clock = new CallClock(realtime.Context.TimeProvider, realtime.Timeout);
        bool refused = false;
        foreach (AuthMode mode in modes.SkipLast(1))
        {
            try
            {
                Subscription<TData> subscription = await subscribe(mode, clock.Remaining).ConfigureAwait(false);
                Remember(current, api, mode, refused);
                return subscription;
            }
            catch (RealtimeException e) when (AuthorizationRefusal.IsOne(e))
            {
                refused = true;
            }
            catch (AmplifyAuthException e) when (AuthorizationRefusal.IsSignedOut(e))
            {
                // Nobody is signed in for this mode.
            }

            pipeline.Logger.ModeRefused(operation.Http.Type, operation.Http.NameForMessages, api.Name, mode.ToString());
        }

        Subscription<TData> last = await subscribe(modes[^1], clock.Remaining).ConfigureAwait(false);
        Remember(current, api, modes[^1], refused);
        return last;
    }
}
