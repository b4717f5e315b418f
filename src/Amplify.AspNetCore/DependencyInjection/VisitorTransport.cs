using Amplify.Core.Http;

namespace Amplify.AspNetCore.DependencyInjection;

/// <summary>The connections that all visitors' clients send over: they carry no cookies, so nothing of a visitor stays on them.</summary>
internal sealed class VisitorTransport : IDisposable
{
    public HttpMessageHandler Handler { get; } = HttpTransport.Create();

    public void Dispose() => Handler.Dispose();
}
