using Amplify.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amplify.AspNetCore.Tests;

/// <summary>A web application on Kestrel.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Server(WebApplication app, RecordingLoggers loggers)
    {
        _app = app;
        Loggers = loggers;
    }

    public Uri Url => new(_app.Urls.Single());

    public RecordingLoggers Loggers { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<Server> StartAsync(
        Action<IServiceCollection> configure, Action<WebApplication> map, IDataProtectionProvider? keys = null)
    {
        var loggers = new RecordingLoggers();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure(builder.Services);
        builder.Services.AddSingleton<ILoggerFactory>(loggers);
        builder.Services.AddSingleton(keys ?? new EphemeralDataProtectionProvider());
        WebApplication app = builder.Build();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Server(app, loggers);
    }

    public Browser OpenBrowser() => new(Url);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
