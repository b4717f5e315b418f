using Amplify.Core.Http;

namespace Amplify;

/// <summary>How to sign out at the user pool's own pages.</summary>
public sealed class HostedUiSignOutOptions
{
    /// <summary>Gets or sets where the user comes back to; it has to be registered with the app client, character by character.</summary>
    /// <value>Default: the first of <see cref="OAuthConfiguration.RedirectSignOut"/> that is <c>http</c> to this machine.</value>
    public string? RedirectUri { get; set; }

    /// <summary>Gets or sets how long to wait for the browser to come back.</summary>
    /// <value>Default: 1 minute. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no end but the caller's.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan Timeout
    {
        get;
        set => field = CallTimeout.Checked(value, nameof(value));
    } = TimeSpan.FromMinutes(1);
}
