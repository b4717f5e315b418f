using Amplify.Local.Hosting;

namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>Tells callers apart by a token in a header.</summary>
internal sealed class TokenIdentity(string header, WholeTextPattern? tokens) : ICallerIdentity
{
    public string? Of(ProxyRequest request) =>
        request.Received.Header(header) is { Length: > 0 } token && tokens?.Matches(token) != false ? token : null;
}
