using Amplify.Auth.Federation;
using Amplify.Auth.Session;
using Amplify.Auth.UserPool;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Auth.Tests.UserPool;

/// <summary>Authentication over a pool that is played in memory, as an application has it, and what it tells.</summary>
internal sealed class PoolClient : IDisposable
{
    private readonly UserPoolContext _context;

    public PoolClient(
        FakeUserPool pool,
        IAuthStore? store = null,
        RecordingLoggers? loggers = null,
        AuthConfiguration? configuration = null,
        SharedSessions? shared = null,
        IAwsCredentialsProvider? credentials = null)
    {
        configuration ??= new() { UserPoolId = FakeUserPool.PoolId, UserPoolWebClientId = FakeUserPool.ClientId };
        var events = new AuthEvents(loggers?.CreateLogger("") ?? NullLogger.Instance);
        _context = new UserPoolContext(
            UserPoolSettings.From(configuration)!,
            pool.Handler,
            new() { Store = store, TimeProvider = pool.Time, LoggerFactory = loggers, Shared = shared },
            events);
        Auth = new AmplifyAuth(
            credentials,
            _context,
            events,
            new FederatedSession(new FederationStore(new MemoryAuthStore(), refresh: null, NullLogger.Instance), events, pool.Time, NullLogger.Instance));
        Auth.Events.Subscribe(new Recorder(Told));
    }

    public AmplifyAuth Auth { get; }

    public UserPoolSession Session => _context.Session;

    public List<AuthEvent> Told { get; } = [];

    public IEnumerable<string> ToldNames => Told.Select(what => what.GetType().Name);

    public void Dispose() => _context.Dispose();

    private sealed class Recorder(List<AuthEvent> told) : IObserver<AuthEvent>
    {
        public void OnNext(AuthEvent value)
        {
            lock (told)
            {
                told.Add(value);
            }
        }

        public void OnError(Exception error) => throw error;

        public void OnCompleted()
        {
        }
    }
}
