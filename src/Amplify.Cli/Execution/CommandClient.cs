using Amplify.Signing;

namespace Amplify.Cli.Execution;

/// <summary>A client as an application would have it, for as long as a command runs.</summary>
internal sealed class CommandClient : IAsyncDisposable
{
    private readonly AuthLogging _logging;
    private readonly FileAuthStore _store;

    /// <param name="context">The surroundings.</param>
    /// <param name="configuration">Where the APIs are.</param>
    /// <param name="credentials">What to sign with, or <see langword="null"/> for the configuration's identity pool.</param>
    /// <param name="configure">Sets what else the client works with.</param>
    /// <exception cref="AmplifyConfigurationException">Something in the configuration is wrong.</exception>
    public CommandClient(
        CliContext context, AmplifyConfiguration configuration, IAwsCredentialsProvider? credentials, Action<AmplifyOptions>? configure = null)
    {
        // The user who has signed in, or the same guest each time: an identity pool would otherwise fill with one identity per command.
        _logging = new AuthLogging(context.Error);
        _store = new FileAuthStore(Path.Combine(context.DataDirectory, "identities.json"), _logging);
        try
        {
            AmplifyOptions options = new()
            {
                TimeProvider = context.TimeProvider,
                Store = _store,
                CredentialsProvider = credentials,
                LoggerFactory = _logging,
            };
            configure?.Invoke(options);
            Amplify = AmplifyClient.Create(configuration, options);
        }
        catch
        {
            _store.Dispose();
            _logging.Dispose();
            throw;
        }
    }

    public AmplifyClient Amplify { get; }

    public async ValueTask DisposeAsync()
    {
        await Amplify.DisposeAsync();
        _store.Dispose();
        _logging.Dispose();
    }
}
