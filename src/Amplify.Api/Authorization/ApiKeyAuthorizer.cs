namespace Amplify.Api.Authorization;

/// <summary>Sends an API key.</summary>
internal sealed class ApiKeyAuthorizer(string apiKey) : IAuthorizer
{
    public const string HeaderName = "x-api-key";

    public ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Remove(HeaderName);
        request.Headers.TryAddWithoutValidation(HeaderName, apiKey);
        return ValueTask.CompletedTask;
    }
}
