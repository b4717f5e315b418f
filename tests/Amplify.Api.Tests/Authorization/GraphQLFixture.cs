using System.Net;
using System.Text;
using Amplify.Api.Authorization;
using Amplify.Api.Tests.Rest;
using Amplify.Core.Http;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Api.Tests.Authorization;

/// <summary>Sends what a GraphQL call sends, authorized as it is, over a socket; operations have no part in that.</summary>
internal sealed class GraphQLFixture : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new AuthorizationHandler { InnerHandler = HttpTransport.Create() });
    private readonly ServerClock _clock = new(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));

    public GraphQLFixture(Uri root) => Endpoint = new Uri(root, "graphql").AbsoluteUri;

    public string Endpoint { get; }

    public ApiConfiguration Api { get; } = new();

    public IAwsCredentialsProvider? Credentials { get; set; }

    public TokenProviders Tokens { get; set; } = new();

    public AuthMode? ClientMode { get; set; }

    public string? Region { get; set; }

    public RecordingLoggers Loggers { get; } = new();

    public GraphQLFixture WithAppSync(AuthMode? mode, string? apiKey = null)
    {
        Api.AppSync.GraphQLEndpoint = Endpoint;
        Api.AppSync.AuthenticationType = mode;
        Api.AppSync.ApiKey = apiKey;
        return this;
    }

    public GraphQLFixture Signing()
    {
        Credentials = new StaticCredentialsProvider(RestFixture.Keys);
        return this;
    }

    public async Task<HttpStatusCode> SendAsync(GraphQLCallAuthorization? call = null, string? apiName = null, params (string Name, string? Value)[] headers)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        GraphQLEndpointEntry api = new GraphQLEndpointCatalog(Api).Find(apiName);
        var authorization = new RequestAuthorization(Credentials, _clock, Region, Loggers.CreateLogger("x")) { Tokens = Tokens, GraphQLMode = ClientMode };
        using var request = new HttpRequestMessage(HttpMethod.Post, api.Endpoint)
        {
            Content = new StringContent("""{"query":"{ me { id } }"}""", Encoding.UTF8, "application/json"),
        };
        Dictionary<string, string?> merged = headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string? value) in merged)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Options.Set(AuthorizationHandler.Authorizers, authorization.For(api, call ?? new(), merged, api.Endpoint));
        using HttpResponseMessage response = await _invoker.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    public void Dispose()
    {
        _invoker.Dispose();
        Loggers.Dispose();
    }
}
