using Amplify.Auth.Diagnostics;
using Amplify.Auth.IdentityPool;
using Amplify.Auth.Session;
using Amplify.Core.Diagnostics;
using Amplify.Core.Http;
using Amplify.Signing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify;

/// <summary>Gives the temporary credentials that a Cognito identity pool hands out: to guests, and in a client with a user pool to its user.</summary>
/// <remarks>
/// Credentials are kept and renewed five minutes before they expire (halfway, when they live less than ten minutes). However many callers wait,
/// one request is under way; a caller that cancels stops waiting and disturbs no other. A failure is told to all who wait and then forgotten;
/// while credentials at hand are still accepted, a transient failure to renew them is only logged.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html">the identity pool's flow</see>.
/// </remarks>
public sealed partial class IdentityPoolCredentialsProvider : IAwsCredentialsProvider, IDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Lock _lock = new();
    private readonly HttpMessageHandler? _ownTransport;
    private readonly HttpPipeline _pipeline;
    private readonly IdentitySource _source;
    private readonly bool _isShared;
    private readonly ILoginSource? _logins;
    private readonly IdentityPoolSettings _settings;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private IdentityCredentials? _current;
    private Task<IdentityCredentials>? _renewal;
    private string? _followerKey;
    private int _generation;

    /// <summary>Creates a provider; no request is sent yet.</summary>
    /// <param name="configuration">The identity pool. Later changes to it have no effect.</param>
    /// <param name="options">What to work with.</param>
    /// <exception cref="AmplifyConfigurationException">The pool's id is missing or is not one, or its endpoint is not a URL.</exception>
    public IdentityPoolCredentialsProvider(AuthConfiguration configuration, IdentityPoolOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        options ??= new IdentityPoolOptions();
        _settings = IdentityPoolSettings.From(configuration);
        _timeProvider = options.TimeProvider;
        _logger = (ILogger?)options.LoggerFactory?.CreateLogger(AuthLog.Category) ?? NullLogger.Instance;
        _ownTransport = options.HttpMessageHandler is null ? HttpTransport.Create() : null;
        _pipeline = new HttpPipeline(_ownTransport ?? HttpTransport.Prepare(options.HttpMessageHandler!), new HttpPipelineOptions
        {
            Owner = GetType(),
            TimeProvider = _timeProvider,
            Timeout = options.Timeout,
            Logger = (ILogger?)options.LoggerFactory?.CreateLogger(HttpLog.Category) ?? NullLogger.Instance,
        });
        _source = new IdentitySource(
            new IdentityPoolClient(_pipeline, _settings), new IdentityStore(options.Store ?? new MemoryAuthStore(), _settings, _logger), _timeProvider, _logger)
        {
            Shared = options.Shared?.Credentials,
        };
        _isShared = options.Shared is not null;
        if (options.Logins is { } logins)
        {
            _logins = logins;
            _followerKey = KeyOf(generation: 0);
            logins.IdentityChanged += OnUserChanged;
        }
    }

    /// <inheritdoc/>
    public event EventHandler? IdentityChanged;

    /// <summary>Gets the identity id, once the pool has given one; in a client with a user pool, a text that changes with the user.</summary>
    /// <value><see langword="null"/> before that.</value>
    public string? IdentityKey => Volatile.Read(ref _followerKey) ?? Volatile.Read(ref _current)?.IdentityId;

    /// <summary>Gets whether the credentials change with the client's user.</summary>
    internal bool FollowsUser => _logins is not null;

    /// <summary>Gets credentials that are valid now.</summary>
    /// <param name="cancellationToken">Cancels waiting for the credentials.</param>
    /// <returns>The credentials; at once when they are at hand.</returns>
    /// <exception cref="AmplifyAuthException">The pool gives none; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    /// <exception cref="ObjectDisposedException">The provider was disposed of.</exception>
    public async ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default) =>
        (await GetIdentityAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false)).Credentials;

    /// <inheritdoc/>
    public void Invalidate(AwsCredentials rejected)
    {
        ArgumentNullException.ThrowIfNull(rejected);
        // First, or who renews at this moment would be given them again.
        _source.Forget(rejected);
        lock (_lock)
        {
            if (_current is { } current && ReferenceEquals(current.Credentials, rejected))
            {
                // The identity stays, so that renewing asks for the same one and a change of it is noticed.
                Volatile.Write(ref _current, current.Refused());
            }
        }
    }

    /// <summary>Releases connections and ends a request that is under way.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_lifetime.IsCancellationRequested)
            {
                return;
            }

            _ = _lifetime.EndAsync();
        }

        _logins?.IdentityChanged -= OnUserChanged;

        // What other clients may wait for does not end with this one.
        if (!_isShared)
        {
            _pipeline.Dispose();
        }

        _ownTransport?.Dispose();
    }
}
