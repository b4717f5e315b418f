using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amplify.Signing.Tests.Http;

/// <summary>A server on a real socket that verifies the bytes it receives.</summary>
public sealed class VerifyingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private VerifyingServer(WebApplication app) => _app = app;

    public SigV4Verification? Latest { get; private set; }

    public string? LatestTarget { get; private set; }

    public string? LatestBodyHash { get; private set; }

    public int Requests { get; private set; }

    public Uri Root { get; private set; } = null!;

    public static async Task<VerifyingServer> StartAsync(AwsCredentials credentials, SigV4VerifierOptions? options = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        VerifyingServer server = new(app);
        SigV4Verifier verifier = new(id => id == credentials.AccessKeyId ? credentials : null, options);
        app.Run(context => server.AnswerAsync(context, verifier));
        await app.StartAsync();
        server.Root = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    public Uri Uri(string target) =>
        new(Root.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, SigV4Verifier verifier)
    {
        Requests++;
        LatestTarget = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        LatestBodyHash = await SigV4PayloadHash.OfAsync(context.Request.Body, context.RequestAborted);
        List<KeyValuePair<string, string>> headers =
            [.. context.Request.Headers.SelectMany(static h => h.Value.Select(value => new KeyValuePair<string, string>(h.Key, value!)))];
        Latest = verifier.Verify(new SigV4Request(context.Request.Method, LatestTarget, headers, LatestBodyHash), Samples.Scope, TimeProvider.System.GetUtcNow());
        if (LatestTarget == "/redirect")
        {
            context.Response.Redirect("/elsewhere");
            return;
        }

        if (LatestTarget == "/cookie")
        {
            context.Response.Cookies.Append("session", "2");
        }

        context.Response.StatusCode = Latest.IsValid ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
    }
}
