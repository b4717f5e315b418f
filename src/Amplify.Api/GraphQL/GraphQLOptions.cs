using Amplify.Core.Http;

namespace Amplify;

/// <summary>What one GraphQL call may set differently. All of it is optional, and wins over the settings of the API and of the client.</summary>
public sealed class GraphQLOptions
{
    /// <summary>
    /// Gets the headers of the call. They win over the API's; <see langword="null"/> removes a header.
    /// </summary>
    /// <value>Default: none.</value>
    /// <remarks>With <c>Authorization</c> here, or <c>x-api-key</c> in the mode <see cref="Amplify.AuthMode.ApiKey"/>, the request is authorized by that and nothing else.</remarks>
    public IDictionary<string, string?> Headers { get; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets how the request is authorized: in this mode only, whatever modes the API has to fall back on.</summary>
    /// <value>Default: <see cref="AuthMode"/> of the client, else of the API.</value>
    public AuthMode? AuthMode { get; set; }

    /// <summary>Gets or sets the token to send, in one of the modes <see cref="Amplify.AuthMode.UserPool"/>, <see cref="Amplify.AuthMode.Oidc"/> and <see cref="Amplify.AuthMode.Lambda"/>.</summary>
    /// <value>Default: what the client's provider for the mode gives.</value>
    public string? Token { get; set; }

    /// <summary>Gets or sets the API key to send, in the mode <see cref="Amplify.AuthMode.ApiKey"/>.</summary>
    /// <value>Default: the API's.</value>
    public string? ApiKey { get; set; }

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
    /// <value>Default: that of the API, else of the client. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit but <see cref="Timeout"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan? AttemptTimeout
    {
        get;
        set => field = value is { } time ? CallTimeout.Checked(time, nameof(value)) : null;
    }

    /// <summary>Gets or sets when a query is sent again after a failure that may pass. A mutation is sent once.</summary>
    /// <value>Default: that of the API, else of the client. <see cref="RetryOptions.None"/> to send it once.</value>
    public RetryOptions? Retry { get; set; }

    /// <summary>Gets or sets the most bytes of an answer's body that are read, counted after decompression.</summary>
    /// <value>Default: 104,857,600 (100 MiB). More gives an <see cref="ApiException"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, zero or larger than an array can be.</exception>
    public long MaxResponseBytes
    {
        get;
        set => field = value > 0 && value <= Array.MaxLength
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"At least 1 byte and at most {Array.MaxLength} can be read into memory.");
    } = AnswerReading.DefaultMaxBytes;
}
