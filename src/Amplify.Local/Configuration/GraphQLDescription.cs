namespace Amplify.Local.Configuration;

/// <summary>The GraphQL API as a client is configured with it.</summary>
internal sealed record GraphQLDescription(
    Uri Endpoint, Uri RealtimeEndpoint, AppSyncAuthMode DefaultMode, IReadOnlyList<AppSyncAuthMode> AdditionalModes, string? ApiKey);
