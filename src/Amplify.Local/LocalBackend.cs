using Amplify.Local.Configuration;
using Amplify.Local.Hosting;
using Amplify.Local.Storage;
using Amplify.Signing;

namespace Amplify.Local;

/// <summary>
/// API Gateway, Lambda, AppSync and Cognito on one loopback port, with no AWS account: signatures, passwords and tokens are really verified, and
/// refused as the services refuse.
/// </summary>
/// <example>
/// <code>
/// await using var backend = await LocalBackend.StartAsync();
/// await backend.WriteConfigurationAsync(directory);
/// </code>
/// </example>
public sealed class LocalBackend : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly LocalDatabase _database;
    private readonly HttpClient _http;
    private readonly BackendDescription _description;

    internal LocalBackend(
        LoopbackServer server,
        LocalDatabase database,
        BackendDescription description,
        AwsCredentials credentials,
        LocalFaults faults,
        LocalRequests requests,
        LocalTokenIssuer userPoolTokens,
        LocalTokenIssuer oidcTokens,
        HttpClient http,
        LocalAppSync appSync,
        LocalUserPool userPool)
    {
        _server = server;
        _database = database;
        _description = description;
        Credentials = credentials;
        Faults = faults;
        Requests = requests;
        UserPoolTokens = userPoolTokens;
        OidcTokens = oidcTokens;
        _http = http;
        AppSync = appSync;
        UserPool = userPool;
        RestEndpoints = description.RestApis.ToDictionary(static api => api.Name, static api => api.Endpoint, StringComparer.Ordinal);
        ApiKeys = description.RestApis.Where(static api => api.ApiKey is not null)
            .ToDictionary(static api => api.Name, static api => api.ApiKey!, StringComparer.Ordinal);
    }

    /// <summary>Gets the root of everything: <c>http://127.0.0.1:port</c>, or <c>https</c>.</summary>
    public Uri Endpoint => _server.Root;

    /// <summary>
    /// Gets the PEM file with the certificate of the authority that clients must trust: what <c>NODE_EXTRA_CA_CERTS</c>, <c>AWS_CA_BUNDLE</c>
    /// and <c>SSL_CERT_FILE</c> take. It is made anew at each start and goes when the backend does.
    /// </summary>
    /// <value><see langword="null"/> without <see cref="LocalBackendOptions.Tls"/>.</value>
    public string? CaCertificateFile => _server.AuthorityFile;

    /// <summary>Gets the region that requests are signed for.</summary>
    public string Region => _description.Region;

    /// <summary>Gets the identity pool, such as <c>us-east-1:11111111-2222-3333-4444-555555555555</c>.</summary>
    public string IdentityPoolId => _description.IdentityPoolId;

    /// <summary>Gets the URL of the identity pool service; what an AWS client takes as its endpoint URL.</summary>
    public Uri IdentityPoolEndpoint => _description.IdentityPoolEndpoint;

    /// <summary>Gets the URL of the Lambda service; what an AWS client takes as its endpoint URL.</summary>
    public Uri LambdaEndpoint => _server.Root;

    /// <summary>Gets the REST APIs by name, each with its stage: <c>http://127.0.0.1:port/MyCloudApi/prod</c>.</summary>
    public IReadOnlyDictionary<string, Uri> RestEndpoints { get; }

    /// <summary>Gets the API keys, by the name of the API that asks for them.</summary>
    public IReadOnlyDictionary<string, string> ApiKeys { get; }

    /// <summary>Gets the URL of the GraphQL API: <c>http://127.0.0.1:port/graphql</c>.</summary>
    public Uri GraphQLEndpoint => AppSync.Endpoint;

    /// <summary>Gets the local AppSync, to give it resolvers and keys.</summary>
    public LocalAppSync AppSync { get; }

    /// <summary>Gets the URL that events are published at: <c>http://127.0.0.1:port/event</c>.</summary>
    public Uri EventsEndpoint => _description.EventsEndpoint;

    /// <summary>Gets the URL that subscriptions to channels are opened at: <c>ws://127.0.0.1:port/event/realtime</c>.</summary>
    public Uri EventsRealtimeEndpoint => _description.EventsRealtimeEndpoint;

    /// <summary>Gets a key pair that does not expire: what an IAM user of the account would have.</summary>
    public AwsCredentials Credentials { get; }

    /// <summary>Gets the user pool, to read its codes and to see to its users.</summary>
    public LocalUserPool UserPool { get; }

    /// <summary>
    /// Gets who issues tokens of the backend's user pool, to whoever asks: what a client gets from signing in, without a sign-in.
    /// </summary>
    public LocalTokenIssuer UserPoolTokens { get; }

    /// <summary>Gets who issues tokens as an OpenID Connect provider, to whoever asks.</summary>
    public LocalTokenIssuer OidcTokens { get; }

    /// <summary>Gets the switches for what should go wrong.</summary>
    public LocalFaults Faults { get; }

    /// <summary>Gets the requests that were received, for tests and for whoever watches.</summary>
    public LocalRequests Requests { get; }

    /// <summary>Starts a backend.</summary>
    /// <param name="options">What it serves; the default APIs, the function <c>echo</c> and guests when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The backend, ready for requests. Dispose of it to stop it.</returns>
    /// <exception cref="IOException">The port is taken; or the data file is no database, is in use by another backend, or cannot be written. The message tells which.</exception>
    /// <exception cref="ArgumentException">
    /// Two routes of an API contradict each other, an API has a reserved name, or an authorization mode lacks its settings.
    /// </exception>
    /// <exception cref="AppSyncSchemaException">The GraphQL schema is not one.</exception>
    public static Task<LocalBackend> StartAsync(LocalBackendOptions? options = null, CancellationToken cancellationToken = default) =>
        new BackendBuilder(options ?? new LocalBackendOptions()).StartAsync(cancellationToken);

    /// <summary>Gives the text of an <c>aws-exports.js</c> for this backend.</summary>
    /// <returns>An ES module.</returns>
    public string AwsExports() => ConfigurationText.AwsExports(_description, AppSync.Describe());

    /// <summary>Gives the text of an <c>amplify_outputs.json</c> for this backend.</summary>
    /// <returns>JSON.</returns>
    public string AmplifyOutputs() => ConfigurationText.AmplifyOutputs(_description, AppSync.Describe());

    /// <summary>Writes <c>aws-exports.js</c> and <c>amplify_outputs.json</c>.</summary>
    /// <param name="directory">Where to; it is created when it is not there. Existing files are replaced.</param>
    /// <param name="cancellationToken">Cancels writing.</param>
    /// <returns>A task that completes when both files are written.</returns>
    public async Task WriteConfigurationAsync(string directory, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(Path.Combine(directory, "aws-exports.js"), AwsExports(), cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(directory, "amplify_outputs.json"), AmplifyOutputs(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the backend at once; requests in flight are cut.</summary>
    /// <returns>A task that completes when the port and the data file are free.</returns>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        _http.Dispose();
        _database.Dispose();
    }
}
