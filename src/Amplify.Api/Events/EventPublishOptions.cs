using Amplify.Core.Http;

namespace Amplify;

/// <summary>What one call that publishes may set differently.</summary>
public sealed class EventPublishOptions
{
    /// <summary>Gets or sets what carries the events.</summary>
    /// <value>Default: <see cref="EventTransport.Http"/>.</value>
    public EventTransport Transport { get; set; }

    /// <summary>Gets or sets how publishing is authorized.</summary>
    /// <value>Default: <see cref="EventsConfiguration.PublishMode"/>, else the API's mode.</value>
    public AuthMode? AuthMode { get; set; }

    /// <summary>Gets or sets the token to send, in one of the modes that send one.</summary>
    /// <value>Default: what the client's provider for the mode gives.</value>
    public string? Token { get; set; }

    /// <summary>Gets or sets the API key to send, in the mode <see cref="Amplify.AuthMode.ApiKey"/>.</summary>
    /// <value>Default: the API's.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gets the headers that go with each request, over the WebSocket as a part of its authorization; <see langword="null"/> removes one.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string?> Headers { get; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the time that each request may take.</summary>
    /// <value>Default: the client's time-out, which is 100 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan? Timeout
    {
        get;
        set => field = value is { } time ? CallTimeout.Checked(time, nameof(value)) : null;
    }
}
