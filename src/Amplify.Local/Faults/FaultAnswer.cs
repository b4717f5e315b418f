namespace Amplify.Local.Faults;

/// <summary>A status that a fault answers with instead of the service.</summary>
internal sealed record FaultAnswer(int StatusCode, string? Body, IReadOnlyDictionary<string, string> Headers);
