namespace Amplify.Signing;

/// <summary>
/// Gives the credentials that requests are signed with.
/// </summary>
/// <remarks>
/// Called for every request that is signed, so an implementation caches, renews ahead of expiry and is safe for concurrent calls.
/// </remarks>
public interface IAwsCredentialsProvider
{
    /// <summary>
    /// Gets the key that tells whose credentials these are; requests and sockets of one identity may be shared, of two may not.
    /// </summary>
    /// <value><see langword="null"/> by default: the provider object itself is the identity.</value>
    string? IdentityKey => null;

    /// <summary>
    /// Raised when the identity behind the credentials has changed, for example by a sign-in. Renewal of the same identity does not raise it.
    /// </summary>
    event EventHandler? IdentityChanged
    {
        add { }
        remove { }
    }

    /// <summary>Gets credentials that are valid now.</summary>
    /// <param name="cancellationToken">Cancels waiting for the credentials.</param>
    /// <returns>The credentials; never <see langword="null"/>. Completed at once when they are at hand.</returns>
    /// <remarks>A provider that has none throws: a request is never sent unsigned because credentials failed.</remarks>
    ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default);

    /// <summary>Tells that a service refused credentials that were given, so that the next call gives others, if there are any.</summary>
    /// <param name="rejected">The credentials that were refused. When others are at hand by now, those stay.</param>
    /// <remarks>
    /// Called by each of many requests that were refused at the same time, so only <paramref name="rejected"/> may be dropped: otherwise each would
    /// throw away what the one before it has just renewed. Returns at once; renewing is for <see cref="GetCredentialsAsync"/>. Does nothing by default.
    /// </remarks>
    void Invalidate(AwsCredentials rejected)
    {
    }
}
