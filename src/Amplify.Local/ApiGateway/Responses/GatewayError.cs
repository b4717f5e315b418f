namespace Amplify.Local.ApiGateway.Responses;

/// <summary>A refusal or failure that the gateway itself answers with.</summary>
internal sealed record GatewayError(GatewayResponseType Type, int StatusCode, string ErrorType, string Message, ReadOnlyMemory<byte> Body);
