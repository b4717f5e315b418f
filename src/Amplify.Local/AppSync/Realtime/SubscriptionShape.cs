using Amplify.Local.AppSync.Execution;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>The operation that makes a subscriber's payload of a mutation's result.</summary>
internal sealed record SubscriptionShape(PreparedDocument Document, PreparedOperation Operation, OperationCall Call);
