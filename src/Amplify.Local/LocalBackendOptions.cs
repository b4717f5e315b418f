using System.Text.RegularExpressions;
using Amplify.Local.Lambda;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Local;

/// <summary>What a <see cref="LocalBackend"/> serves, and how.</summary>
/// <remarks>Read once, when the backend starts; later changes have no effect.</remarks>
public sealed partial class LocalBackendOptions
{
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    private readonly List<LocalRestApi> _restApis = [];
    private readonly Dictionary<string, ILambdaFunction> _functions = new(StringComparer.Ordinal) { ["echo"] = new EchoFunction() };

    /// <summary>Gets the port on 127.0.0.1.</summary>
    /// <value>Default: 0, any free one.</value>
    public int Port { get; init; }

    /// <summary>
    /// Gets whether <c>https</c> and <c>wss</c> are served in place of <c>http</c> and <c>ws</c>, with a certificate for 127.0.0.1 and localhost
    /// that is made at the start. <see cref="LocalBackend.CaCertificateFile"/> is what clients must trust.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Tls { get; init; }

    /// <summary>
    /// Gets the SQLite file that keeps items, identities, sessions and keys from one start to the next. While a backend runs, the file is
    /// its own: no other backend and no other program can open it.
    /// </summary>
    /// <value>Default: <see langword="null"/>, memory.</value>
    public string? DataFile { get; init; }

    /// <summary>Gets the AWS region that the backend plays; requests are signed for it.</summary>
    /// <value>Default: <c>us-east-1</c>.</value>
    public string Region
    {
        get;
        init => field = RegionPattern().IsMatch(value)
            ? value
            : throw new ArgumentException($"'{value}' is not a region such as 'us-east-1'.", nameof(value));
    } = "us-east-1";

    /// <summary>Gets whether the identity pool serves users who have not signed in.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool AllowGuests { get; init; } = true;

    /// <summary>
    /// Gets who signs users in for the identity pool besides the backend's own user pool and OpenID Connect provider, whose id tokens are always
    /// taken.
    /// </summary>
    /// <value>Default: nobody.</value>
    public IList<LocalIdentityProvider> IdentityProviders { get; } = [];

    /// <summary>
    /// Gets the name under which your own server signs users in for the identity pool, such as <c>login.example.com</c>: with
    /// <c>GetOpenIdTokenForDeveloperIdentity</c>.
    /// </summary>
    /// <value>Default: <see langword="null"/>, no such server.</value>
    public string? DeveloperProvider { get; init; }

    /// <summary>Gets how long credentials from the identity pool are accepted.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan CredentialLifetime { get; init; } = OneHour;

    /// <summary>Gets how long a function may run when invoked through Lambda.</summary>
    /// <value>Default: 25 seconds, what Amplify gives the functions that it makes.</value>
    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Gets the request headers that web pages may send to the REST APIs besides the usual ones.</summary>
    /// <value>Default: none; always allowed are Content-Type, X-Amz-Date, Authorization, X-Api-Key and X-Amz-Security-Token.</value>
    public IList<string> CorsHeaders { get; } = [];

    /// <summary>Gets how many requests per second all REST APIs together serve for long before they answer 429.</summary>
    /// <value>Default: <see cref="double.PositiveInfinity"/>, no limit: a laptop serves more than the 10,000 of an AWS account.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public double AccountRate
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = double.PositiveInfinity;

    /// <summary>Gets how many requests all REST APIs together serve at once, however few came before.</summary>
    /// <value>Default: 5,000, an account's in AWS. Counts only where <see cref="AccountRate"/> is limited.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int AccountBurst
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 5_000;

    /// <summary>Gets how many requests <see cref="LocalBackend.Requests"/> remembers; older ones are forgotten.</summary>
    /// <value>Default: 1,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public int RequestLogCapacity
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 1000;

    /// <summary>Gets what the local AppSync serves.</summary>
    /// <value>Default: the Event App, for callers with an API key, for those who sign, guests too, and for users of the user pool.</value>
    public LocalAppSyncOptions AppSync { get; init; } = new() { AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool] };

    /// <summary>Gets what the local AppSync Events serves.</summary>
    /// <value>Default: the channel namespace <c>default</c>, open to each mode of <see cref="AppSync"/>.</value>
    public LocalEventsOptions Events { get; init; } = new();

    /// <summary>Gets what the local user pool is like.</summary>
    /// <value>Default: users sign up with a name and a password, confirm an e-mail address, and may have second factors.</value>
    public LocalUserPoolOptions UserPool { get; init; } = new();

    /// <summary>Gets the clock of the backend.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets where the backend logs: refusals, handlers that fail, each answer at debug level.</summary>
    /// <value>Default: nowhere.</value>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    internal IReadOnlyList<LocalRestApi> RestApis => _restApis;

    internal IReadOnlyDictionary<string, ILambdaFunction> Functions => _functions;

    internal bool ServesDefaultApis { get; private set; }

    /// <summary>Adds a REST API. With one added, the default APIs are served only after <see cref="AddDefaultApis"/>.</summary>
    /// <param name="name">The name, which is also the first segment of its URL.</param>
    /// <param name="configure">Maps its routes.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The name is taken, or cannot stand in a URL.</exception>
    public LocalBackendOptions AddApi(string name, Action<LocalRestApi> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var api = new LocalRestApi(name);
        if (_restApis.Exists(other => other.Name == name))
        {
            throw new ArgumentException($"There is an API '{name}' already.", nameof(name));
        }

        configure(api);
        _restApis.Add(api);
        return this;
    }

    /// <summary>
    /// Serves the default APIs besides those added: <c>MyCloudApi</c> (signed, a table of items), <c>MyPublicApi</c> (open) and
    /// <c>MyKeyedApi</c> (API key), the last two showing the event of each request.
    /// </summary>
    /// <returns>These options.</returns>
    public LocalBackendOptions AddDefaultApis()
    {
        ServesDefaultApis = true;
        return this;
    }

    /// <summary>Adds a Lambda function, or replaces the one of that name. <c>echo</c>, which returns its event, is there from the start.</summary>
    /// <param name="name">The function's name: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="function">The function.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The name is not one that a function can have.</exception>
    public LocalBackendOptions AddFunction(string name, ILambdaFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (FunctionName.Parse(name) is not { Qualifier: null } parsed || parsed.Name != name)
        {
            throw new ArgumentException($"'{name}' is not a function name: 1 to 140 letters, digits, '-' or '_'.", nameof(name));
        }

        _functions[name] = function;
        return this;
    }

    /// <summary>Adds a Lambda function over objects, read and written as JSON with camel-case names.</summary>
    /// <typeparam name="TEvent">What the event is read as.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="name">The function's name: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="handler">The function.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The name is not one that a function can have.</exception>
    public LocalBackendOptions AddFunction<TEvent, TResult>(string name, Func<TEvent, CancellationToken, ValueTask<TResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddFunction(name, new JsonFunction<TEvent, TResult>(handler));
    }

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]\\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionPattern();
}
