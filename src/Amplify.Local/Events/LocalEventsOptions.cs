namespace Amplify.Local;

/// <summary>
/// The local <see href="https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-welcome.html">AppSync Events</see>: its channel
/// namespaces, and in which modes one may connect, publish and subscribe.
/// </summary>
/// <remarks>Read once, when the backend starts. Keys, pools and issuers of the modes are those of <see cref="LocalBackendOptions.AppSync"/>.</remarks>
public sealed class LocalEventsOptions
{
    /// <summary>Gets the channel namespaces; only their channels can be used.</summary>
    /// <value>Default: one, <c>default</c>.</value>
    public IReadOnlyList<LocalChannelNamespace> Namespaces { get; init; } = [new("default")];

    /// <summary>Gets the modes in which one may open a connection.</summary>
    /// <value>Default: <see langword="null"/>, all of the API.</value>
    public IReadOnlyList<AppSyncAuthMode>? ConnectModes { get; init; }

    /// <summary>Gets the modes in which one may publish, where the namespace does not say.</summary>
    /// <value>Default: <see langword="null"/>, all of the API.</value>
    public IReadOnlyList<AppSyncAuthMode>? PublishModes { get; init; }

    /// <summary>Gets the modes in which one may subscribe, where the namespace does not say.</summary>
    /// <value>Default: <see langword="null"/>, all of the API.</value>
    public IReadOnlyList<AppSyncAuthMode>? SubscribeModes { get; init; }

    /// <summary>Gets how many subscriptions a connection may have before it is answered <c>MaxSubscriptionsReachedError</c>.</summary>
    /// <value>Default: 100.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public int MaxSubscriptionsPerConnection
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 100;
}
