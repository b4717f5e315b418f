using System.Text.Json;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Realtime;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Who calls an operation, and with what.</summary>
internal sealed record OperationCall(AppSyncCaller Caller, JsonElement Variables, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Set to start a subscription.</summary>
    public SubscriptionSetup? Setup { get; init; }

    /// <summary>Set to shape what a mutation gave for those who subscribe.</summary>
    public JsonElement? Payload { get; init; }
}
