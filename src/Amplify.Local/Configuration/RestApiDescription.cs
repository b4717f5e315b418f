namespace Amplify.Local.Configuration;

/// <summary>A REST API as a client is configured with it.</summary>
internal sealed record RestApiDescription(string Name, Uri Endpoint, string? ApiKey, bool IsSigned);
