using Amplify.Auth.Diagnostics;
using Amplify.Auth.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify;

/// <summary>Keeps values in a JSON file that only its owner may read.</summary>
/// <remarks>
/// The file is written whole to a temporary one beside it, which then takes its place, so a reader never sees half of it, also when the process is
/// ended in the middle. Processes that share the file take turns, by a lock on a file beside it whose name ends in <c>.lock</c>. A file that is not
/// JSON is moved aside, to a name that ends in <c>.corrupt</c>; that is told to the log, and what it held counts as forgotten. On Windows the files
/// have the rights of their folder: use one in the user's profile.
/// </remarks>
public sealed class FileAuthStore : IAuthStore, IDisposable
{
    // Not disposed of: who waits for it would wait for ever.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ILogger _logger;
    private readonly string _path;
    private volatile bool _isDisposed;

    /// <summary>Creates a store; the file is created by the first write, with its folder.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="loggerFactory">Gets told when the file cannot be understood.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public FileAuthStore(string path, ILoggerFactory? loggerFactory = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        _logger = (ILogger?)loggerFactory?.CreateLogger(AuthLog.Category) ?? NullLogger.Instance;
    }

    /// <inheritdoc/>
    /// <exception cref="AmplifyAuthException">The file cannot be read.</exception>
    public async ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await ExclusiveAsync(
            async () => (await ReadAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(key), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="AmplifyAuthException">The file cannot be read or written.</exception>
    public async ValueTask SetAsync(string key, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        await ChangeAsync(
            values =>
            {
                values[key] = value;
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="AmplifyAuthException">The file cannot be read or written.</exception>
    public async ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await ChangeAsync(values => values.Remove(key), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Releases the store; the file stays.</summary>
    public void Dispose() => _isDisposed = true;

    /// <summary>Names the file, and none of what it holds.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => _path;

    // A reader needs no lock, for the file is replaced as a whole; one that finds it corrupt looks again with the lock, and moves it aside.
    private async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken) =>
        await StoreFile.ReadAsync(_path, cancellationToken).ConfigureAwait(false)
        ?? await LockedAsync(() => ReadOrMoveAsideAsync(cancellationToken), cancellationToken).ConfigureAwait(false);

    private Task<bool> ChangeAsync(Func<Dictionary<string, string>, bool> change, CancellationToken cancellationToken) => ExclusiveAsync(
        () => LockedAsync(
            async () =>
            {
                Dictionary<string, string> values = await ReadOrMoveAsideAsync(cancellationToken).ConfigureAwait(false);
                if (change(values))
                {
                    await StoreFile.WriteAsync(_path, values, cancellationToken).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken),
        cancellationToken);

    private async Task<Dictionary<string, string>> ReadOrMoveAsideAsync(CancellationToken cancellationToken)
    {
        if (await StoreFile.ReadAsync(_path, cancellationToken).ConfigureAwait(false) is { } values)
        {
            return values;
        }

        string aside = $"{_path}.corrupt";
        File.Move(_path, aside, overwrite: true);
        _logger.StoreCorrupt(_path, aside);
        return [];
    }

    private async Task<T> LockedAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        using FileStream held = await StoreFile.LockAsync(_path, cancellationToken).ConfigureAwait(false);
        return await action().ConfigureAwait(false);
    }

    private async Task<T> ExclusiveAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AmplifyAuthException(
                $"The store {_path} cannot be used: {e.Message} Check the rights on the file and its folder, or set another store.",
                AmplifyAuthReason.StoreUnavailable,
                e);
        }
        finally
        {
            _gate.Release();
        }
    }
}
