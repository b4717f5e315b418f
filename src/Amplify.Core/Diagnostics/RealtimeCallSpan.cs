using System.Diagnostics;
using Amplify.Core.Http;

namespace Amplify.Core.Diagnostics;

/// <summary>
/// The span of one call over a realtime connection: subscribing until the server has acknowledged it, publishing until it has answered. Nothing at
/// all while nobody listens.
/// </summary>
internal static class RealtimeCallSpan
{
    private static readonly ActivitySource Source = new(AmplifyTelemetry.Name, typeof(RealtimeCallSpan).Assembly.GetName().Version?.ToString(3));

    /// <summary>Runs a call in a span.</summary>
    /// <param name="verb">What it does.</param>
    /// <param name="api">The API's name.</param>
    /// <param name="operation">The GraphQL operation, if it is one.</param>
    /// <param name="address">The realtime address.</param>
    /// <param name="call">The call.</param>
    public static async Task<T> RunAsync<T>(string verb, string api, HttpOperation? operation, Uri address, Func<Task<T>> call)
    {
        using Activity? activity = Source.HasListeners() ? Source.StartActivity($"{verb} {api}", ActivityKind.Client) : null;
        activity?.SetTag("amplify.api", api);
        activity?.SetTag("graphql.operation.type", operation?.Type);
        activity?.SetTag("graphql.operation.name", operation?.Name);
        activity?.SetTag("server.address", address.IdnHost);
        activity?.SetTag("server.port", address.Port);
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            activity?.SetTag("error.type", e.GetType().FullName);
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
