using Amplify.Local.Events.Channels;

namespace Amplify.Local;

/// <summary>A channel namespace: the channels <c>/name/…</c>, who may use them, and what happens when they do.</summary>
public sealed class LocalChannelNamespace
{
    /// <summary>Makes a namespace.</summary>
    /// <param name="name">Its name: 1 to 50 letters, digits and, within, <c>-</c>.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public LocalChannelNamespace(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = ChannelName.IsSegment(name)
            ? name
            : throw new ArgumentException($"'{name}' is not a channel namespace: 1 to 50 letters, digits and, within, '-'.", nameof(name));
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the modes in which one may publish.</summary>
    /// <value>Default: <see langword="null"/>, those of <see cref="LocalEventsOptions.PublishModes"/>.</value>
    public IReadOnlyList<AppSyncAuthMode>? PublishModes { get; init; }

    /// <summary>Gets the modes in which one may subscribe.</summary>
    /// <value>Default: <see langword="null"/>, those of <see cref="LocalEventsOptions.SubscribeModes"/>.</value>
    public IReadOnlyList<AppSyncAuthMode>? SubscribeModes { get; init; }

    /// <summary>
    /// Gets what is done with published events before subscribers get them: it returns those to pass on, changed
    /// (<see cref="LocalChannelEvent.WithPayload"/>) or with an error (<see cref="LocalChannelEvent.WithError"/>). An
    /// <see cref="AppSyncException"/> refuses them all.
    /// </summary>
    /// <value>Default: <see langword="null"/>, they are passed on as they are.</value>
    public Func<LocalChannelContext, IReadOnlyList<LocalChannelEvent>, CancellationToken, ValueTask<IReadOnlyList<LocalChannelEvent>>>? OnPublish { get; init; }

    /// <summary>Gets what is done before a subscription is accepted. An <see cref="AppSyncException"/> refuses it.</summary>
    /// <value>Default: <see langword="null"/>, nothing.</value>
    public Func<LocalChannelContext, CancellationToken, ValueTask>? OnSubscribe { get; init; }
}
