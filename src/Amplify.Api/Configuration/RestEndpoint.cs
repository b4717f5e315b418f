using Amplify.Core.Http;

namespace Amplify;

/// <summary>A REST API by name: where it is and how its requests are authorized.</summary>
public sealed class RestEndpoint
{
    /// <summary>Gets or sets the name that calls use, such as <c>MyCloudApi</c>.</summary>
    public required string Name { get; set; }

    /// <summary>
    /// Gets or sets the root URL, stage included, such as <c>https://abc123.execute-api.us-east-1.amazonaws.com/prod</c>. A call's path is appended to it.
    /// </summary>
    public required string Endpoint { get; set; }

    /// <summary>Gets or sets the region that requests are signed for.</summary>
    /// <value>Default: the region in the host name, else the configuration's.</value>
    public string? Region { get; set; }

    /// <summary>Gets or sets the service that requests are signed for, such as <c>lambda</c>.</summary>
    /// <value>Default: the service in the host name, else <c>execute-api</c>.</value>
    public string? Service { get; set; }

    /// <summary>Gets or sets how requests are authorized.</summary>
    /// <value>Default: <see cref="Amplify.AuthMode.Iam"/>, which signs when there are credentials to sign with.</value>
    public AuthMode? AuthMode { get; set; }

    /// <summary>Gets or sets the API key, sent as <c>x-api-key</c> whatever the mode.</summary>
    /// <value>Default: none.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets which of the user's tokens is sent with <see cref="Amplify.AuthMode.UserPool"/> and <see cref="Amplify.AuthMode.Oidc"/>.</summary>
    /// <value>Default: <see cref="Amplify.TokenKind.Access"/>. A Cognito authorizer of API Gateway takes it where the method demands a scope, and else <see cref="Amplify.TokenKind.Id"/> only.</value>
    public TokenKind? TokenKind { get; set; }

    /// <summary>Gets the headers that every request to this API carries. A call's own headers win over them.</summary>
    public IDictionary<string, string?> Headers { get; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets or sets a function that gives headers, asked for every request, such as a fresh token for <c>Authorization</c>. They win over
    /// <see cref="Headers"/>. Set in code only.
    /// </summary>
    /// <value>Default: none.</value>
    public Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? CustomHeader { get; set; }

    /// <summary>
    /// Gets or sets the time that one attempt may take until its answer begins. The body of the answer may take the rest of the call's time-out.
    /// </summary>
    /// <value>Default: the client's. <see cref="Timeout.InfiniteTimeSpan"/> for no limit but the call's time-out.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan? AttemptTimeout
    {
        get;
        set => field = value is { } time ? CallTimeout.Checked(time, nameof(value)) : null;
    }

    /// <summary>Gets or sets when requests are sent again after a failure that may pass.</summary>
    /// <value>Default: the client's.</value>
    public RetryOptions? Retry { get; set; }

    internal void Add(RestEndpoint later)
    {
        Endpoint = later.Endpoint;
        Region = later.Region ?? Region;
        Service = later.Service ?? Service;
        AuthMode = later.AuthMode ?? AuthMode;
        ApiKey = later.ApiKey ?? ApiKey;
        TokenKind = later.TokenKind ?? TokenKind;
        CustomHeader = later.CustomHeader ?? CustomHeader;
        AttemptTimeout = later.AttemptTimeout ?? AttemptTimeout;
        Retry = later.Retry ?? Retry;
        foreach ((string name, string? value) in later.Headers)
        {
            Headers[name] = value;
        }
    }
}
