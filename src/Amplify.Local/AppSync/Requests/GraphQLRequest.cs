using System.Text.Json;

namespace Amplify.Local.AppSync.Requests;

/// <summary>What a caller asks for.</summary>
internal sealed record GraphQLRequest(string Query, string? OperationName, JsonElement Variables);
