using System.Text.Json;
using Amplify.Local.AppSync.Authorization;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Who calls an operation, and with what.</summary>
internal sealed record OperationCall(AppSyncCaller Caller, JsonElement Variables, IReadOnlyDictionary<string, string> Headers);
