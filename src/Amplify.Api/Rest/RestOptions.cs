using Amplify.Core.Http;

namespace Amplify;

/// <summary>What one REST call may set differently. All of it is optional, and wins over the settings of the API and of the client.</summary>
public sealed class RestOptions
{
    /// <summary>Gets the query parameters to send beside those in the path.</summary>
    /// <value>Default: none.</value>
    public QueryParameters QueryParameters { get; } = [];

    /// <summary>
    /// Gets the headers of the call. They win over the API's; <see langword="null"/> removes a header.
    /// </summary>
    /// <value>Default: none.</value>
    /// <remarks>
    /// With <c>Authorization</c> here the request is sent as it is and never signed; with an empty or <see langword="null"/> one it carries no
    /// authorization at all. Headers that describe a body, such as <c>Content-Type</c>, are dropped from GET and HEAD, and do not change the
    /// type that an <see cref="HttpContent"/> has of its own.
    /// </remarks>
    public IDictionary<string, string?> Headers { get; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets how the request is authorized.</summary>
    /// <value>Default: <see cref="RestEndpoint.AuthMode"/>.</value>
    public AuthMode? AuthMode { get; set; }

    /// <summary>Gets or sets the region that the request is signed for.</summary>
    /// <value>Default: <see cref="RestEndpoint.Region"/>.</value>
    public string? Region { get; set; }

    /// <summary>Gets or sets the service that the request is signed for.</summary>
    /// <value>Default: <see cref="RestEndpoint.Service"/>.</value>
    public string? Service { get; set; }

    /// <summary>Gets or sets the time that the whole call may take, credentials and the body of the answer included.</summary>
    /// <value>Default: the client's time-out, which is 100 seconds. <see cref="Timeout.InfiniteTimeSpan"/> for none.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan? Timeout
    {
        get;
        set => field = value is { } time ? CallTimeout.Checked(time, nameof(value)) : null;
    }

    /// <summary>
    /// Gets or sets the time that one attempt may take until its answer begins. The body of the answer may take the rest of <see cref="Timeout"/>.
    /// </summary>
    /// <value>Default: <see cref="RestEndpoint.AttemptTimeout"/>. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit but <see cref="Timeout"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan? AttemptTimeout
    {
        get;
        set => field = value is { } time ? CallTimeout.Checked(time, nameof(value)) : null;
    }

    /// <summary>Gets or sets when the request is sent again after a failure that may pass.</summary>
    /// <value>Default: <see cref="RestEndpoint.Retry"/>. <see cref="RetryOptions.None"/> to send it once.</value>
    public RetryOptions? Retry { get; set; }
}
