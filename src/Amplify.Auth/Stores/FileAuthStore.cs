using System.Text.Json;
using Amplify.Auth.Diagnostics;
using Amplify.Auth.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify;

/// <summary>Keeps values in a JSON file that only its owner may read.</summary>
/// <remarks>
/// The file is written whole to a temporary one beside it, which then takes its place, so a reader never sees half of it. A file that is not JSON
/// counts as empty, is reported to the log with its path, and is replaced by the next write. On Windows the file has the rights of its folder:
/// use one in the user's profile.
/// </remarks>
public sealed class FileAuthStore : IAuthStore, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ILogger _logger;
    private readonly string _path;

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
    public void Dispose() => _gate.Dispose();

    /// <summary>Names the file, and none of what it holds.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => _path;

    private Task<bool> ChangeAsync(Func<Dictionary<string, string>, bool> change, CancellationToken cancellationToken) => ExclusiveAsync(
        async () =>
        {
            Dictionary<string, string> values = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (change(values))
            {
                await WriteAsync(values, cancellationToken).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken);

    private async Task<T> ExclusiveAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
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

    private async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using FileStream file = File.OpenRead(_path);
            return await JsonSerializer.DeserializeAsync(file, AuthStoreJson.Default.DictionaryStringString, cancellationToken).ConfigureAwait(false) ?? [];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException)
        {
            // The exception is not logged: it may quote the file.
            _logger.StoreCorrupt(_path);
            return [];
        }
    }

    private async Task WriteAsync(Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        string temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.WriteThrough };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using (var file = new FileStream(temporary, options))
            {
                await JsonSerializer.SerializeAsync(file, values, AuthStoreJson.Default.DictionaryStringString, cancellationToken).ConfigureAwait(false);
            }

            File.Move(temporary, _path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
