using Amplify.Core.Diagnostics;
using Amplify.Core.Http;

namespace Amplify.Api.GraphQL;

/// <content>
/// Trying one authorization mode after another. What a mode refuses was not done, so this holds for mutations too; the time-out is one for all of them.
/// </content>
internal sealed partial class GraphQLSender
{
    // A call that says how it is authorized means that and nothing else.
    private static bool FallsBack(GraphQLCall call) =>
        call.Api.FallbackModes.Count > 0 && call.Options is not ({ AuthMode: not null } or { Token: not null } or { ApiKey: not null });

    private async Task<GraphQLResponse<TData>> SendInTurnAsync<TData>(GraphQLCall call, CancellationToken cancellationToken)
    {
        WorkingModes working = call.Settings.WorkingModes;
        IReadOnlyList<AuthMode> modes = working.Order(call.Api, call.AuthorizationIn(null).Decide(call.Settings.Authorization.GraphQLMode, call.Api.Mode));
        CallClock clock = pipeline.StartClock(call.Http);
        bool refused = false;
        foreach (AuthMode mode in modes.SkipLast(1))
        {
            HttpAnswer? answer = await SendUnlessSignedOutAsync(call, mode, clock, cancellationToken).ConfigureAwait(false);
            if (answer is not null && ReadUnlessRefused<TData>(call, answer) is { } response)
            {
                Remember(call.Settings, call.Api, mode, refused);
                return response;
            }

            refused |= answer is not null;
            pipeline.Logger.ModeRefused(call.Http.Verb, call.Http.Subject, call.Http.Api, mode.ToString());
        }

        HttpAnswer last = await SendAsync(call, modes[^1], clock.Left(call.Http), cancellationToken).ConfigureAwait(false);
        GraphQLResponse<TData> result = _reader.Read<TData>(call.Http, last);
        Remember(call.Settings, call.Api, modes[^1], refused && !AuthorizationRefusal.IsWhole(last, call.Operation.Kind, result.Errors));
        return result;
    }

    // Nothing is learnt from a token that is not there: it may be a moment later, when somebody signs in.
    private static void Remember(GraphQLSettings settings, GraphQLEndpointEntry api, AuthMode mode, bool learnt)
    {
        if (learnt)
        {
            settings.WorkingModes.Remember(api, mode);
        }
    }

    private async Task<HttpAnswer?> SendUnlessSignedOutAsync(GraphQLCall call, AuthMode mode, CallClock clock, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(call, mode, clock.Left(call.Http), cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyAuthException e) when (AuthorizationRefusal.IsSignedOut(e))
        {
            return null;
        }
    }

    private GraphQLResponse<TData>? ReadUnlessRefused<TData>(GraphQLCall call, HttpAnswer answer)
    {
        if (AuthorizationRefusal.IsOne(answer))
        {
            return null;
        }

        try
        {
            GraphQLResponse<TData> response = _reader.Read<TData>(call.Http, answer);
            return AuthorizationRefusal.IsWhole(answer, call.Operation.Kind, response.Errors) ? null : response;
        }
        catch (GraphQLException e) when (AuthorizationRefusal.IsWhole(answer, call.Operation.Kind, e.Errors))
        {
            return null;
        }
    }
}
