using Amplify.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.AspNetCore.Tests.PerVisitor;

/// <summary>A web application whose visitors sign in to a local backend's user pool.</summary>
internal static class VisitorApp
{
    public const string Password = "Tr0ub4dor&3";

    private static readonly GraphQLOperation<EventList> ListEvents = new("query { listEvents { items { id } } }");

    public static async Task<LocalBackend> StartBackendAsync(TimeProvider time, bool rotatesTokens = false)
    {
        LocalBackendOptions options = new()
        {
            TimeProvider = time,
            AppSync = new() { AdditionalModes = [AppSyncAuthMode.UserPool] },
            UserPool = new() { Clients = [new("web") { RotatesRefreshTokens = rotatesTokens }] },
        };
        options.AddApi("MyCloudApi", static api => api.Map(
            "GET", "/signed", static request => ProxyResponse.Json(new { name = request.RequestContext.Identity.CognitoIdentityId })));
        LocalBackend backend = await LocalBackend.StartAsync(options, TestContext.Current.CancellationToken);
        foreach (string user in new[] { "ann", "bob" })
        {
            backend.UserPool.AddUser(user, Password, new Dictionary<string, string> { ["email"] = $"{user}@example.com" });
        }

        return backend;
    }

    public static AmplifyConfiguration ConfigurationOf(LocalBackend backend) => AmplifyConfiguration.Parse(backend.AmplifyOutputs());

    public static Task<Server> StartAsync(
        LocalBackend backend,
        TimeProvider time,
        Action<IServiceCollection>? configure = null,
        IDataProtectionProvider? keys = null,
        Action<WebApplication>? map = null) => Server.StartAsync(
            services =>
            {
                services.AddSingleton(time);
                services.AddAmplifyPerVisitor(ConfigurationOf(backend));
                configure?.Invoke(services);
            },
            app =>
            {
                Map(app);
                map?.Invoke(app);
            },
            keys);

    /// <summary>Maps what tells who the visitor is.</summary>
    public static void MapReading(WebApplication app)
    {
        app.MapGet("/who", static async (AmplifyClient amplify) => (await amplify.Auth.GetSessionAsync()).Username ?? "guest");
        app.MapGet("/identity", static async (AmplifyClient amplify) => (await amplify.Auth.GetSessionAsync()).IdentityId);
        app.MapGet("/signed", static async (AmplifyClient amplify) => (await amplify.Rest.GetAsync<Caller>("MyCloudApi", "/signed")).Name);
        app.MapGet("/events", static async (AmplifyClient amplify) =>
        {
            await amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = AuthMode.UserPool });
            return (await amplify.Auth.GetSessionAsync()).Username;
        });
    }

    public static void Map(WebApplication app)
    {
        MapReading(app);
        app.MapGet("/untouched", static () => "nothing");
        app.MapPost("/sign-in/{user}", static async (string user, AmplifyClient amplify) =>
            (await amplify.Auth.SignInAsync(user, Password)).GetType().Name);
        app.MapPost("/confirm/{answer}", static async (string answer, AmplifyClient amplify) =>
        {
            try
            {
                return (await amplify.Auth.ConfirmSignInAsync(answer)).GetType().Name;
            }
            catch (AmplifyAuthException e)
            {
                return e.Reason.ToString();
            }
        });
        app.MapPost("/sign-out", static (AmplifyClient amplify) => amplify.Auth.SignOutAsync());
        app.MapPost("/sign-out-late", static async (HttpContext context, AmplifyClient amplify) =>
        {
            await context.Response.StartAsync();
            string before = (await amplify.Auth.GetSessionAsync()).Username ?? "guest";
            AmplifyAuthException error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.SignOutAsync());
            AuthSession after = await amplify.Auth.GetSessionAsync();
            await context.Response.WriteAsync($"{before} {error.Reason} {after.Username ?? "guest"} {after.Credentials is not null}");
        });
        app.MapGet("/guest-late", static async (HttpContext context, AmplifyClient amplify) =>
        {
            await context.Response.StartAsync();
            string? first = (await amplify.Auth.GetSessionAsync()).IdentityId;
            string? second = (await amplify.Auth.GetSessionAsync(forceRefresh: true)).IdentityId;
            await context.Response.WriteAsync(first is not null && first == second ? "one guest" : $"{first} {second}");
        });
    }

    private sealed record Caller(string? Name);

    private sealed record EventList(EventPage ListEvents);

    private sealed record EventPage(IReadOnlyList<EventId> Items);

    private sealed record EventId(string Id);
}
