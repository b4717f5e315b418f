using Amplify.Auth.Protocol;
using Amplify.Core.Http;

namespace Amplify.Auth.UserPool;

/// <summary>Speaks to a user pool as one of its app clients.</summary>
internal sealed class UserPoolClient
{
    // Less may as well be the way from the service, and is within what it takes.
    private static readonly TimeSpan LeastOffset = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _timeProvider;
    private readonly UserPoolService _service;
    private readonly CognitoClient _client;
    private long _offset;

    public UserPoolClient(HttpPipeline pipeline, UserPoolSettings settings, TimeProvider timeProvider)
    {
        Settings = settings;
        _timeProvider = timeProvider;
        _service = new UserPoolService(settings);
        _client = new CognitoClient(pipeline, _service);
    }

    public UserPoolSettings Settings { get; }

    /// <summary>Gets the time as the service has it, which the proof of a password is dated with.</summary>
    public DateTimeOffset ServerTime => _timeProvider.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _offset));

    public async Task<TAnswer> CallAsync<TRequest, TAnswer>(
        CognitoOperation<TRequest, TAnswer> operation, TRequest request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        (TAnswer answer, DateTimeOffset? serverTime) = await _client.CallAsync(operation, request, cancellationToken).ConfigureAwait(false);
        if (serverTime is { } time)
        {
            TimeSpan offset = time - _timeProvider.GetUtcNow();
            Volatile.Write(ref _offset, offset.Duration() < LeastOffset ? 0 : offset.Ticks);
        }

        return answer;
    }

    public AmplifyAuthException Unexpected(string operation, string fault) => _service.Unexpected(operation, fault);

    public string? SecretHashOf(string username) => SecretHash.Of(Settings, username);
}
