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

    /// <summary>Gets or sets the token to send as <c>Authorization</c>, instead of the one that the client's provider gives.</summary>
    /// <value>Default: none. With it and no <see cref="AuthMode"/>, the call is authorized by the token whatever the API's mode.</value>
    public string? Token { get; set; }

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

    /// <summary>Gets or sets whether <see cref="RestApi.SendAsync"/> returns as soon as the headers of the answer are there, to read its body as it comes.</summary>
    /// <value>Default: <see langword="false"/>. The verb methods read the whole body whatever is set here.</value>
    /// <remarks>
    /// Dispose of the response, which releases the connection. <see cref="Timeout"/> covers reading the body too: raise it for a long one, or for
    /// events without end set <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. An answer outside 2xx is read to its end even so.
    /// </remarks>
    public bool Streaming { get; set; }

    /// <summary>Gets or sets the most bytes of an answer's body that are read into memory, counted after decompression.</summary>
    /// <value>
    /// Default: 104,857,600 (100 MiB). More gives an <see cref="ApiException"/>. A streaming body may be larger; of one that is read by lines or
    /// server-sent events, it holds for each of them.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, zero or larger than an array can be.</exception>
    public long MaxResponseBytes
    {
        get;
        set => field = value > 0 && value <= Array.MaxLength
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"At least 1 byte and at most {Array.MaxLength} can be read into memory. Set Streaming for more.");
    } = AnswerReading.DefaultMaxBytes;

    /// <summary>Gets or sets who is told how many bytes of the body have been sent.</summary>
    /// <value>Default: nobody.</value>
    /// <remarks>
    /// Each report is the bytes so far, without headers; it begins with 0, and with 0 again when the body is sent anew. Reading the body
    /// to sign it is not reported. Sent means handed to the operating system; in a browser, to the browser, all at once.
    /// </remarks>
    public IProgress<long>? UploadProgress { get; set; }

    /// <summary>Gets or sets who is told how many bytes of the answer's body have come, counted after decompression.</summary>
    /// <value>Default: nobody.</value>
    /// <remarks>Each report is the bytes so far; it begins anew when the answer is read anew. With <see cref="Streaming"/>, the bytes that were read.</remarks>
    public IProgress<long>? DownloadProgress { get; set; }

    /// <summary>Gets or sets whether the signature leaves the body out (<c>UNSIGNED-PAYLOAD</c>), so that a large stream that cannot be rewound is sent without being buffered.</summary>
    /// <value>Default: <see langword="false"/>. Without effect where the request is not signed.</value>
    /// <remarks>
    /// Over https only, or to this machine: TLS then protects the body. The service must accept it, as Amazon S3 does; one that does not answers 403.
    /// See <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a signed AWS API request</see>.
    /// </remarks>
    public bool UnsignedPayload { get; set; }
}
