using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Tests.Client;

/// <summary>Secret key, session token and API key occur nowhere but on the wire.</summary>
public sealed class SecretsTests
{
    private static readonly string[] Secrets = [Guests.SecretKey, Guests.SessionToken, Guests.ApiKey, "query-secret"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallsThatSucceedAndFail_LeaveNoSecretInLogsTracesAndErrors()
    {
        var traces = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)}"),
        };
        ActivitySource.AddActivityListener(listener);
        using var loggers = new RecordingLoggers();
        // The service that refuses a signature quotes the canonical request, and with it the token.
        await using SocketServer server = await SocketServer.StartAsync(async context =>
        {
            context.Response.StatusCode = context.Request.Path == "/ok" ? 200 : 403;
            context.Response.Headers["x-amzn-ErrorType"] = "InvalidSignatureException";
            string line = $"Wrong: {context.Request.Headers["x-amz-security-token"]} {context.Request.Headers["x-api-key"]} {context.Request.Headers.Authorization}";
            await context.Response.WriteAsJsonAsync(new { message = $"{line}\n{line}" });
        });
        await using AmplifyClient amplify = AmplifyClient.Create(Guests.Configuration(server.Root.AbsoluteUri), new()
        {
            HttpMessageHandler = new RoutingHandler(Guests.Handler()) { InnerHandler = new SocketsHttpHandler() },
            LoggerFactory = loggers,
        });

        await amplify.Rest.GetAsync<string>("MyApi", "/ok?q=query-secret", cancellationToken: Token);
        var refused = await Assert.ThrowsAsync<ApiException>(() => amplify.Rest.GetAsync("MyApi", "/no?q=query-secret", cancellationToken: Token));
        var unreadable = await Assert.ThrowsAsync<ApiException>(() => amplify.Rest.GetAsync<int>("MyApi", "/ok?q=query-secret", cancellationToken: Token));
        await server.DisposeAsync();
        var unreachable = await Assert.ThrowsAsync<AmplifyNetworkException>(() => amplify.Rest.GetAsync("MyApi", "/no?q=query-secret", cancellationToken: Token));

        Assert.NotEmpty(traces);
        Assert.NotEmpty(loggers.Events);
        Assert.Contains("***", refused.Message, StringComparison.Ordinal);
        AssertClean([loggers.All, .. traces, refused.ToString(), unreadable.ToString(), unreachable.ToString()]);
    }

    [Fact]
    public async Task PublicObjectsThatHoldSecrets_DoNotPrintThem()
    {
        var keys = new AwsCredentials("AKID", Guests.SecretKey, Guests.SessionToken);
        AmplifyConfiguration configuration = Guests.Configuration();
        configuration.Api.AppSync.ApiKey = Guests.ApiKey;
        var options = new AmplifyOptions { HttpMessageHandler = Guests.Handler(), CredentialsProvider = new StaticCredentialsProvider(keys) };
        var call = new RestOptions { Headers = { ["x-api-key"] = Guests.ApiKey }, QueryParameters = { ["q"] = "query-secret" } };
        await using AmplifyClient amplify = AmplifyClient.Create(configuration, options);
        using RestResponse response = await amplify.Rest.SendAsync(HttpMethod.Get, "MyApi", "/?q=query-secret", null, call, Token);
        AuthSession session = await amplify.Auth.GetSessionAsync(cancellationToken: Token);

        object[] holders =
        [
            keys, options.CredentialsProvider, configuration, configuration.Api, configuration.Auth, configuration.Api.Endpoints[0], configuration.Api.AppSync,
            options, call, call.QueryParameters, amplify, amplify.Rest, amplify.GraphQL, amplify.Auth, response, session, new MemoryAuthStore(),
        ];

        AssertClean(holders.Select(holder => holder.ToString()!));
        Assert.All(
            holders.Select(holder => holder.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()),
            display => Assert.Contains(display?.Value, new[] { null, "{ToString(),nq}" }));
    }

    [Fact]
    public void PublicTypes_NeverPrintTheirMembersByDefault()
    {
        Assembly[] assemblies = [typeof(AmplifyClient).Assembly, typeof(RestApi).Assembly, typeof(AmplifyAuth).Assembly, typeof(AmplifyException).Assembly, typeof(AwsCredentials).Assembly];

        // A record prints every member: none may be one that could hold a secret.
        IEnumerable<Type> records = assemblies.SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is { } print && print.IsDefined(typeof(CompilerGeneratedAttribute)));

        Assert.Equal(
            (HashSet<Type>)
            [
                typeof(GraphQLPage<>), typeof(GraphQLLocation), typeof(GraphQLPathSegment), typeof(SigV4Scope), typeof(ReconnectAttempt),
                typeof(SubscriptionEvent<>), typeof(SubscriptionEvent<>.Data), typeof(SubscriptionEvent<>.Undecodable),
                typeof(SubscriptionEvent<>.Reconnected), typeof(SubscriptionEvent<>.Dropped),
                typeof(CodeDelivery), typeof(MfaPreference), typeof(AuthDevice),
                .. CasesOf(typeof(AuthEvent)), .. CasesOf(typeof(SignInStep)), .. CasesOf(typeof(SignUpStep)), .. CasesOf(typeof(ResetPasswordStep)),
            ],
            records.ToHashSet());
    }

    // What the cases hold that is secret, such as the secret of an authenticator app, prints itself as nothing.
    private static Type[] CasesOf(Type closed) => [closed, .. closed.GetNestedTypes()];

    private static void AssertClean(IEnumerable<string> texts) => Assert.All(
        texts, text => Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));

    /// <summary>Keeps the identity pool's calls in memory and lets the API's go to the socket.</summary>
    private sealed class RoutingHandler(HttpMessageHandler identity) : DelegatingHandler
    {
        private readonly HttpMessageInvoker _identity = new(identity);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Headers.Contains("X-Amz-Target") ? _identity.SendAsync(request, cancellationToken) : base.SendAsync(request, cancellationToken);
    }
}
