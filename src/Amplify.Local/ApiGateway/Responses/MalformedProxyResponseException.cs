namespace Amplify.Local.ApiGateway.Responses;

/// <summary>A handler's answer breaks the proxy contract; the message says where, for the log.</summary>
internal sealed class MalformedProxyResponseException(string message) : Exception(message);
