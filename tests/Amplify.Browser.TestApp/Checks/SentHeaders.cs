namespace Amplify.Browser.TestApp.Checks;

/// <summary>Remembers which headers the last request was given before it was authorized.</summary>
internal sealed class SentHeaders : DelegatingHandler
{
    public string Names { get; private set; } = "";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Names = string.Join(' ', request.Headers.Select(static header => header.Key).Order(StringComparer.Ordinal));
        return base.SendAsync(request, cancellationToken);
    }
}
