using Amplify.Api.Authorization;

namespace Amplify.Api.Events;

/// <summary>What of Events follows the configuration: replaced as a whole, never changed.</summary>
/// <param name="Api">The API, in the form that authorization knows; <see langword="null"/> when there is none.</param>
/// <param name="Connect">How connections are authorized.</param>
/// <param name="Subscribe">How subscriptions are authorized.</param>
/// <param name="Publish">How publishing is authorized.</param>
/// <param name="Authorization">What authorizes.</param>
internal sealed record EventsSettings(
    GraphQLEndpointEntry? Api, AuthMode? Connect, AuthMode? Subscribe, AuthMode? Publish, RequestAuthorization Authorization)
{
    public const string Key = "Api.Events";

    private const string Name = "Events";
    private const string Example = "https://abc.appsync-api.us-east-1.amazonaws.com/event";

    /// <exception cref="AmplifyConfigurationException">A setting cannot be used; its key tells which.</exception>
    public static EventsSettings From(EventsConfiguration events, RequestAuthorization authorization)
    {
        if (EndpointCheck.NullIfEmpty(events.Endpoint) is not { } endpoint)
        {
            return new EventsSettings(null, null, null, null, authorization);
        }

        string? apiKey = EndpointCheck.ApiKey(events.ApiKey, $"{Key}.ApiKey");
        string? realtime = EndpointCheck.NullIfEmpty(events.RealtimeEndpoint);
        var api = new GraphQLEndpointEntry(
            Name,
            Key,
            EndpointCheck.Address(endpoint, Name, $"{Key}.Endpoint", Example),
            EndpointCheck.NullIfEmpty(events.Region),
            Service: null,
            events.AuthenticationType ?? (apiKey is null ? AuthMode.Iam : AuthMode.ApiKey),
            [],
            apiKey,
            TokenKind.Access,
            realtime is null ? null : new Uri(realtime),
            new Dictionary<string, string?>(),
            CustomHeader: null,
            AttemptTimeout: null,
            Retry: null);
        return new EventsSettings(api, events.ConnectMode, events.SubscribeMode, events.PublishMode, authorization);
    }

    /// <exception cref="AmplifyConfigurationException">There is no Events API.</exception>
    public GraphQLEndpointEntry Required => Api ?? throw new AmplifyConfigurationException(
        "There is no Events API. Set Api.Events.Endpoint (aws_appsync_eventsEndpoint, custom.events.url in amplify_outputs.json).")
    { Key = $"{Key}.Endpoint" };
}
