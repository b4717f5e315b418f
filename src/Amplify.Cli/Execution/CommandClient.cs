using Amplify.Signing;

namespace Amplify.Cli.Execution;

/// <summary>A client as an application would have it, for as long as a command runs.</summary>
internal sealed class CommandClient : IAsyncDisposable
{
    private readonly FileAuthStore _store;

    /// <exception cref="AmplifyConfigurationException">Something in the configuration is wrong.</exception>
    public CommandClient(CliContext context, AmplifyConfiguration configuration, IAwsCredentialsProvider? credentials)
    {
        // The same guest each time: an identity pool would otherwise fill with one identity per command.
        _store = new FileAuthStore(Path.Combine(context.DataDirectory, "identities.json"));
        try
        {
            Amplify = AmplifyClient.Create(configuration, new AmplifyOptions
            {
                TimeProvider = context.TimeProvider,
                Store = _store,
                CredentialsProvider = credentials,
            });
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    public AmplifyClient Amplify { get; }

    public async ValueTask DisposeAsync()
    {
        await Amplify.DisposeAsync();
        _store.Dispose();
    }
}
