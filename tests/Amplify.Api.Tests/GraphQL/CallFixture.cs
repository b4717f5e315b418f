using System.Net;
using System.Text.Json;
using Amplify.Api.Authorization;
using Amplify.Api.GraphQL;
using Amplify.Api.Json;
using Amplify.Api.Rest;
using Amplify.Core.Http;
using Amplify.Core.Json;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Api.Tests.GraphQL;

/// <summary>A GraphQLApi over sockets, or over a transport in memory, with an AppSync API that takes a key.</summary>
internal sealed class CallFixture
{
    private readonly HttpMessageHandler _transport;

    public CallFixture(GraphQLServer server)
        : this(HttpTransport.Create(), server.Endpoint)
    {
    }

    public CallFixture(HttpMessageHandler transport, string endpoint = "https://abc.appsync-api.eu-west-1.amazonaws.com/graphql")
    {
        _transport = transport;
        Api.AppSync.GraphQLEndpoint = endpoint;
        Api.AppSync.ApiKey = "da2-0123456789abcdefghijklmnop";
    }

    public ApiConfiguration Api { get; } = new();

    public FakeTimeProvider Time { get; init; } = new SkippingTime(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public IAwsCredentialsProvider? Credentials { get; set; }

    public TokenProviders Tokens { get; set; } = new();

    public RetryOptions Retry { get; set; } = RetryOptions.None;

    public JsonSerializerOptions? Json { get; set; }

    public bool HasReflection { get; set; } = true;

    public string? UserAgent { get; set; }

    public AuthMode? ClientMode { get; set; }

    public RecordingLoggers Loggers { get; } = new();

    public static CallFixture Answering(string body, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json") =>
        new(StubHandler.Answering(status, body, type));

    public GraphQLApi Create()
    {
        var pipeline = new HttpPipeline(_transport, new HttpPipelineOptions
        {
            Owner = typeof(GraphQLApi),
            TimeProvider = Time,
            Handlers = [new AuthorizationHandler()],
            Retry = Retry,
            Random = static () => 0.5,
            Logger = Loggers.CreateLogger("x"),
        });
        var authorization = new RequestAuthorization(Credentials, new ServerClock(Time, Loggers.CreateLogger("x")), "eu-west-1", Loggers.CreateLogger("x"))
        {
            Tokens = Tokens,
            GraphQLMode = ClientMode,
        };
        var settings = new GraphQLSettings(new GraphQLEndpointCatalog(Api), authorization);
        return new GraphQLApi(new GraphQLSender(settings, pipeline, Options(), RestHeaders.UserAgentOf(UserAgent)));
    }

    private JsonSerializerOptions Options()
    {
        if (HasReflection)
        {
            return JsonOptions.Create(Json, ApiJsonContext.Default);
        }

        JsonSerializerOptions options = Json ?? new(JsonSerializerDefaults.Web);
        options.TypeInfoResolverChain.Add(ApiJsonContext.Default);
        options.MakeReadOnly();
        return options;
    }
}
