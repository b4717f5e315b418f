using System.Diagnostics.CodeAnalysis;
using Amplify.Local.Realtime;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>What became of a <c>start</c>: a subscription, or the errors that refuse it.</summary>
internal readonly struct StartOutcome
{
    private StartOutcome(StartedSubscription? subscription, IReadOnlyList<RealtimeError>? errors)
    {
        Subscription = subscription;
        Errors = errors;
    }

    public StartedSubscription? Subscription { get; }

    public IReadOnlyList<RealtimeError>? Errors { get; }

    [MemberNotNullWhen(true, nameof(Subscription))]
    [MemberNotNullWhen(false, nameof(Errors))]
    public bool IsStarted => Subscription is not null;

    public static implicit operator StartOutcome(StartedSubscription subscription) => new(subscription, null);

    public static StartOutcome Refused(params IReadOnlyList<RealtimeError> errors) => new(null, errors);
}
