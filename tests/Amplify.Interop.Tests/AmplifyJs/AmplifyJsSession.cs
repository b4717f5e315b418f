using Amplify.Interop.Tests.Running;
using Amplify.Local;

namespace Amplify.Interop.Tests.AmplifyJs;

/// <summary>A backend and one program with Amplify for JavaScript, for the tests of a class.</summary>
public class AmplifyJsSession : IAsyncLifetime
{
    private LocalBackend? _backend;
    private AmplifyJsClient? _client;

    /// <summary>Gets whether the backend serves TLS.</summary>
    protected virtual bool Tls => false;

    internal LocalBackend Backend => _backend!;

    internal AmplifyJsClient Client => _client!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (NodePackages.Missing is null)
        {
            _backend = await LocalBackend.StartAsync(Options(), TestContext.Current.CancellationToken);
            InteropApi.AddResolvers(_backend.AppSync);
            _client = await AmplifyJsClient.StartAsync(_backend);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        if (_backend is not null)
        {
            await _backend.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private LocalBackendOptions Options() => new LocalBackendOptions { Tls = Tls, AppSync = InteropApi.Options() }
        .AddDefaultApis()
        .AddApi("MySignedEvents", static api => api.Map("ANY", "/{proxy+}", static request => ProxyResponse.Text(request.ToJson())));
}
