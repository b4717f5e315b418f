namespace Amplify.Local.ApiGateway.Responses;

/// <summary>A refusal or failure that the gateway itself answers with.</summary>
internal sealed record GatewayError(int StatusCode, string ErrorType, ReadOnlyMemory<byte> Body);
