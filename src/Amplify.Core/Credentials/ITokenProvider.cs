namespace Amplify;

/// <summary>Gives the tokens that requests are authorized with: a Cognito user pool's, an OpenID Connect issuer's, or those of an application's own authorizer.</summary>
/// <remarks>
/// Called for every request that carries a token, so an implementation keeps its token, renews it ahead of expiry, once however many callers wait,
/// and is safe for concurrent calls. <see cref="TokenProvider.Create"/> makes one of a function.
/// </remarks>
public interface ITokenProvider
{
    /// <summary>
    /// Gets the key that tells whose tokens these are; requests and sockets of one identity may be shared, of two may not.
    /// </summary>
    /// <value><see langword="null"/> by default: the provider object itself is the identity.</value>
    string? IdentityKey => null;

    /// <summary>
    /// Raised when the identity behind the tokens has changed, for example by a sign-in. Renewal for the same identity does not raise it.
    /// </summary>
    event EventHandler? IdentityChanged
    {
        add { }
        remove { }
    }

    /// <summary>Gets a token that is valid now.</summary>
    /// <param name="kind">Which of the user's tokens. A provider that has one only gives that one.</param>
    /// <param name="cancellationToken">Cancels waiting for the token.</param>
    /// <returns>The token as it is sent: printable ASCII, never empty. Completed at once when it is at hand.</returns>
    /// <remarks>A provider that has none throws: a request is never sent without a token because the provider failed.</remarks>
    ValueTask<string> GetTokenAsync(TokenKind kind = TokenKind.Access, CancellationToken cancellationToken = default);

    /// <summary>Tells that a service refused a token that was given, so that the next call gives another one, if there is any.</summary>
    /// <param name="rejected">The token that was refused. When another one is at hand by now, that one stays.</param>
    /// <remarks>
    /// Called by each of many requests that were refused at the same time, so only <paramref name="rejected"/> may be dropped: otherwise each would
    /// throw away what the one before it has just renewed. Returns at once; renewing is for <see cref="GetTokenAsync"/>. Does nothing by default.
    /// </remarks>
    void Invalidate(string rejected)
    {
    }
}
