namespace Amplify.Api.Rest;

/// <summary>
/// Counts the bytes of a request's body as they are sent. It stands below authorization, so that hashing the body for the signature is not counted,
/// and each attempt is counted anew.
/// </summary>
internal sealed class UploadProgressHandler : DelegatingHandler
{
    /// <summary>The key under which a request says who is told.</summary>
    public static readonly HttpRequestOptionsKey<IProgress<long>> Progress = new("Amplify.UploadProgress");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Content is { } content && request.Options.TryGetValue(Progress, out IProgress<long>? progress)
            ? SendCountedAsync(request, content, progress, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendCountedAsync(
        HttpRequestMessage request, HttpContent content, IProgress<long> progress, CancellationToken cancellationToken)
    {
        request.Content = new ProgressContent(content, progress);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // The next attempt is hashed again, which the wrapper would hide the kind of the body from.
            request.Content = content;
        }
    }
}
