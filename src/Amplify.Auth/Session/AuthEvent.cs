using System.Diagnostics.CodeAnalysis;

namespace Amplify;

/// <summary>What happens to the session of the application's user.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A closed hierarchy: the cases belong to it and are read with its name.")]
public abstract record AuthEvent
{
    private AuthEvent(string username) => Username = username;

    /// <summary>Gets the user name in the pool.</summary>
    public string Username { get; }

    /// <summary>A user has signed in.</summary>
    /// <param name="Username">The user name in the pool.</param>
    public sealed record SignedIn(string Username) : AuthEvent(Username);

    /// <summary>The user has signed out.</summary>
    /// <param name="Username">The user name in the pool.</param>
    public sealed record SignedOut(string Username) : AuthEvent(Username);

    /// <summary>The user was signed out because the session cannot be renewed any more: sign in again.</summary>
    /// <param name="Username">The user name in the pool.</param>
    /// <param name="Error">Why.</param>
    public sealed record SessionExpired(string Username, AmplifyAuthException Error) : AuthEvent(Username);

    /// <summary>The user's tokens have been renewed.</summary>
    /// <param name="Username">The user name in the pool.</param>
    public sealed record TokenRefreshed(string Username) : AuthEvent(Username);

    /// <summary>The user's tokens could not be renewed for now, as without a network. The user stays signed in.</summary>
    /// <param name="Username">The user name in the pool.</param>
    /// <param name="Error">Why.</param>
    public sealed record TokenRefreshFailed(string Username, AmplifyException Error) : AuthEvent(Username);
}
