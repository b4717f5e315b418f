using System.Text.Json;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tokens;

/// <summary>
/// Keeps the keys that an issuer publishes. A key that is not known makes it look again, but only now and then: anyone can make up key ids.
/// </summary>
internal sealed class RemoteKeys(string issuer, KeySetClient client, TimeProvider timeProvider, ILogger logger) : ISigningKeySource
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenLooksForAKey = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenFailures = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private volatile FetchedKeys? _fetched;
    private Task<FetchedKeys>? _fetching;

    public async ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, CancellationToken cancellationToken)
    {
        FetchedKeys keys = Current(keyId) ?? await JoinFetchAsync(keyId).WaitAsync(cancellationToken).ConfigureAwait(false);
        return keys.Of(keyId);
    }

    // However many requests wait for keys, they are fetched once; a request that is given up does not take them from the others.
    private Task<FetchedKeys> JoinFetchAsync(string? keyId)
    {
        lock (_gate)
        {
            if (Current(keyId) is { } known)
            {
                return Task.FromResult(known);
            }

            return _fetching is { IsCompleted: false } ? _fetching : _fetching = FetchAsync();
        }
    }

    private FetchedKeys? Current(string? keyId)
    {
        if (_fetched is not { } fetched)
        {
            return null;
        }

        TimeSpan age = timeProvider.GetElapsedTime(fetched.Attempted);
        TimeSpan patience = fetched switch
        {
            { HasFailed: true } => BetweenFailures,
            _ when fetched.Of(keyId).Count == 0 => BetweenLooksForAKey,
            _ => Lifetime,
        };
        return age < patience ? fetched : null;
    }

    private async Task<FetchedKeys> FetchAsync()
    {
        FetchedKeys fetched;
        try
        {
            fetched = new FetchedKeys(await client.FetchAsync().ConfigureAwait(false), timeProvider.GetTimestamp(), HasFailed: false);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            HostingLog.KeysNotFetched(logger, issuer, exception);
            fetched = new FetchedKeys(_fetched?.Keys ?? [], timeProvider.GetTimestamp(), HasFailed: true);
        }

        _fetched = fetched;
        return fetched;
    }

    // No answer, a late one, or one that is not what it should be.
    private static bool IsExpected(Exception exception) =>
        exception is HttpRequestException or OperationCanceledException or JsonException or ArgumentException or InvalidDataException or IOException;
}
