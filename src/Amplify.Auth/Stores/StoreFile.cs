using System.Text.Json;

namespace Amplify.Auth.Stores;

/// <summary>Reads, writes and locks the file of a store.</summary>
internal static class StoreFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(5);

    // A write takes milliseconds; whoever holds the lock for so long is not writing.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>Gives the values, or <see langword="null"/> when the file is not the JSON that was written to it.</summary>
    public static async Task<Dictionary<string, string>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return await JsonSerializer.DeserializeAsync(file, AuthStoreJson.Default.DictionaryStringString, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file. The caller holds the lock, so the temporary file is nobody else's.</summary>
    public static async Task WriteAsync(string path, Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        string temporary = $"{path}.tmp";
        File.Delete(temporary);
        try
        {
            using (FileStream file = Open(temporary, FileMode.CreateNew, FileOptions.WriteThrough))
            {
                await JsonSerializer.SerializeAsync(file, values, AuthStoreJson.Default.DictionaryStringString, cancellationToken).ConfigureAwait(false);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Waits until no other process changes the file. The lock ends with the stream, and with the process.</summary>
    /// <exception cref="IOException">Another process holds the lock for too long, or it cannot be had at all.</exception>
    public static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return Open($"{path}.lock", FileMode.OpenOrCreate, FileOptions.None);
            }
            catch (IOException e) when (e.GetType() == typeof(IOException) && TimeProvider.System.GetElapsedTime(started) < LongestWait)
            {
                await Task.Delay(BetweenAttempts, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static FileStream Open(string path, FileMode mode, FileOptions fileOptions)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None, Options = fileOptions };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }
}
