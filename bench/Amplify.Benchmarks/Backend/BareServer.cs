using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Amplify.Benchmarks.Backend;

/// <summary>
/// Kestrel with one handler that answers a fixed body, to a POST after having read its JSON: what the backend is measured against.
/// </summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private BareServer(WebApplication application) => _application = application;

    public Uri Endpoint => new(_application.Urls.Single());

    public static async Task<BareServer> StartAsync(byte[] body)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication application = builder.Build();
        application.Run(async context =>
        {
            if (HttpMethods.IsPost(context.Request.Method))
            {
                using JsonDocument _ = await JsonDocument.ParseAsync(context.Request.Body);
            }

            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            await context.Response.BodyWriter.WriteAsync(body);
        });
        await application.StartAsync();
        return new BareServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
