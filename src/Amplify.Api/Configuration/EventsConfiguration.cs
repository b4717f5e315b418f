namespace Amplify;

/// <summary>An AppSync Events API: where it is and how its requests are authorized.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-welcome.html">AWS AppSync Events</see>.</remarks>
public sealed class EventsConfiguration
{
    /// <summary>Gets or sets the HTTP URL (<c>aws_appsync_eventsEndpoint</c>, <c>custom.events.url</c>).</summary>
    public string? Endpoint { get; set; }

    /// <summary>Gets or sets the realtime URL, where it does not follow from <see cref="Endpoint"/> (<c>custom.events.realtime_url</c>).</summary>
    public string? RealtimeEndpoint { get; set; }

    /// <summary>Gets or sets the region (<c>custom.events.aws_region</c>).</summary>
    public string? Region { get; set; }

    /// <summary>Gets or sets the default authorization mode (<c>custom.events.default_authorization_type</c>).</summary>
    public AuthMode? AuthenticationType { get; set; }

    /// <summary>Gets or sets the API key (<c>custom.events.api_key</c>).</summary>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets how connections are authorized. Set in code only.</summary>
    /// <value>Default: <see cref="AuthenticationType"/>.</value>
    public AuthMode? ConnectMode { get; set; }

    /// <summary>Gets or sets how subscriptions are authorized. Set in code only.</summary>
    /// <value>Default: <see cref="AuthenticationType"/>.</value>
    public AuthMode? SubscribeMode { get; set; }

    /// <summary>Gets or sets how publishing is authorized. Set in code only.</summary>
    /// <value>Default: <see cref="AuthenticationType"/>.</value>
    public AuthMode? PublishMode { get; set; }

    internal void Add(EventsConfiguration later)
    {
        Endpoint = later.Endpoint ?? Endpoint;
        RealtimeEndpoint = later.RealtimeEndpoint ?? RealtimeEndpoint;
        Region = later.Region ?? Region;
        AuthenticationType = later.AuthenticationType ?? AuthenticationType;
        ApiKey = later.ApiKey ?? ApiKey;
        ConnectMode = later.ConnectMode ?? ConnectMode;
        SubscribeMode = later.SubscribeMode ?? SubscribeMode;
        PublishMode = later.PublishMode ?? PublishMode;
    }
}
