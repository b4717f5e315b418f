namespace Amplify;

/// <summary>Keeps what authentication remembers between runs, as text by key, such as the identity id of a guest.</summary>
/// <remarks>What is kept may be as good as a password: a store keeps it from other users. An implementation is safe for concurrent calls.</remarks>
public interface IAuthStore
{
    /// <summary>Gets a value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value, or <see langword="null"/> when there is none.</returns>
    ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Keeps a value in place of the one that the key has.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the value is kept.</returns>
    ValueTask SetAsync(string key, string value, CancellationToken cancellationToken = default);

    /// <summary>Forgets a value, if there is one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the value is gone.</returns>
    ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default);
}
