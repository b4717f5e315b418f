using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync;

/// <summary>A backend with a schema, and a client that posts to it with the API key.</summary>
internal sealed class AppSyncHarness : IAsyncDisposable
{
    private AppSyncHarness(Harness http) => Http = http;

    public Harness Http { get; }

    public LocalAppSync AppSync => Http.Backend.AppSync;

    public static Task<AppSyncHarness> StartAsync() => StartAsync(new LocalBackendOptions());

    public static Task<AppSyncHarness> StartAsync(LocalAppSyncOptions options, TimeProvider? time = null) =>
        StartAsync(new LocalBackendOptions { AppSync = options, TimeProvider = time ?? TimeProvider.System });

    public static async Task<AppSyncHarness> StartAsync(LocalBackendOptions options) => new(await Harness.StartAsync(options));

    public static Task<AppSyncHarness> StartAsync(string schema) => StartAsync(new LocalAppSyncOptions { Schema = schema });

    public Task<Reply> PostAsync(string query, object? variables = null, string? operationName = null) =>
        PostTextAsync(JsonSerializer.Serialize(new { query, variables, operationName }));

    public Task<Reply> PostTextAsync(string body, string contentType = "application/json") => SendAsync(new HttpRequestMessage(HttpMethod.Post, AppSync.Endpoint)
    {
        Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(contentType)),
    });

    public Task<Reply> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("x-api-key", AppSync.ApiKey);
        return Http.SendAsync(request);
    }

    public ValueTask DisposeAsync() => Http.DisposeAsync();
}
