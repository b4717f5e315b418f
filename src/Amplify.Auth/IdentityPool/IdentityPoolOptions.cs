using Amplify.Auth.Session;
using Amplify.Core.Http;
using Microsoft.Extensions.Logging;

namespace Amplify;

/// <summary>What an <see cref="IdentityPoolCredentialsProvider"/> works with.</summary>
public sealed class IdentityPoolOptions
{
    /// <summary>Gets or sets the handler that sends requests. The application disposes of it; redirects are switched off on it.</summary>
    /// <value>Default: one of its own.</value>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    /// <summary>Gets or sets where the identity id is kept.</summary>
    /// <value>Default: in memory, so that each run is a new guest.</value>
    public IAuthStore? Store { get; set; }

    /// <summary>Gets or sets the clock.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets what makes loggers.</summary>
    /// <value>Default: none.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets or sets the time that one request to the service may take.</summary>
    /// <value>Default: 100 seconds. <see cref="Timeout.InfiniteTimeSpan"/> for none.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan Timeout
    {
        get;
        set => field = CallTimeout.Checked(value, nameof(value));
    } = CallTimeout.Default;

    /// <summary>Gets who knows whether a user is signed in; without, all are guests.</summary>
    internal ILoginSource? Logins { get; init; }

    /// <summary>Gets what shows a page to the user, or <see langword="null"/> for the system's browser.</summary>
    internal Func<Uri, CancellationToken, ValueTask>? OpenBrowser { get; init; }

    /// <summary>Gets what is shared with other clients, if anything is.</summary>
    internal SharedSessions? Shared { get; init; }
}
