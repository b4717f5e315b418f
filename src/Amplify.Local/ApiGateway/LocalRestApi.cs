using System.Text.RegularExpressions;
using Amplify.Local.ApiGateway.Authorization;
using Amplify.Local.ApiGateway.Integration;
using Amplify.Local.ApiGateway.Routing;

namespace Amplify.Local;

/// <summary>A REST API of the backend: its routes, each with a handler and an authorization.</summary>
/// <remarks>
/// Routing is API Gateway's: a fixed segment beats <c>{id}</c>, which beats <c>{proxy+}</c>; <c>{proxy+}</c> does not match its parent, so
/// map both <c>/items</c> and <c>/items/{proxy+}</c>. What no route serves is refused with 403, never 404.
/// </remarks>
public sealed partial class LocalRestApi
{
    private static readonly string[] Methods = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

    private readonly List<(string Method, PathTemplate Template, RestAuthorization? Authorization, Func<string, IIntegration> Integration)> _routes = [];
    private string _stage = "prod";
    private TimeSpan _integrationTimeout = TimeSpan.FromSeconds(29);

    internal LocalRestApi(string name)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw new ArgumentException($"The API name '{name}' must be 1 to 128 letters, digits, '-' or '_': it is part of the URL.", nameof(name));
        }

        Name = name;
    }

    /// <summary>Gets the name, which is also the first segment of the URL: <c>http://127.0.0.1:port/name/stage/path</c>.</summary>
    public string Name { get; }

    /// <summary>Gets or sets the stage, the second segment of the URL.</summary>
    /// <value>Default: <c>prod</c>.</value>
    /// <exception cref="ArgumentException">The stage is not 1 to 128 letters, digits, <c>-</c> or <c>_</c>.</exception>
    public string Stage
    {
        get => _stage;
        set => _stage = NamePattern().IsMatch(value)
            ? value
            : throw new ArgumentException($"The stage '{value}' must be 1 to 128 letters, digits, '-' or '_'.", nameof(value));
    }

    /// <summary>Gets or sets the authorization of the routes that name none of their own.</summary>
    /// <value>Default: <see cref="RestAuthorization.Iam"/>.</value>
    public RestAuthorization Authorization { get; set; } = RestAuthorization.Iam;

    /// <summary>Gets or sets the key of the routes with <see cref="RestAuthorization.ApiKey"/>.</summary>
    /// <value>Default: <see langword="null"/>, one is made up; see <see cref="LocalBackend.ApiKeys"/>.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets how long a handler may take before the caller is answered 504.</summary>
    /// <value>Default: 29 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">Less than 50 ms.</exception>
    public TimeSpan IntegrationTimeout
    {
        get => _integrationTimeout;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(50));
            _integrationTimeout = value;
        }
    }

    /// <summary>Gets the media types whose bodies reach handlers as base64, such as <c>image/*</c>.</summary>
    /// <value>Default: none; every body is text.</value>
    public IList<string> BinaryMediaTypes { get; } = [];

    /// <summary>Gets how much the API serves before it answers 429.</summary>
    public RestApiLimits Limits { get; } = new();

    /// <summary>Gets what the API changes of the answers that it gives by itself, such as the headers of all errors.</summary>
    /// <value>Default: none; they carry CORS headers as Amplify sets them up.</value>
    public IDictionary<GatewayResponseType, GatewayResponse> GatewayResponses { get; } = new Dictionary<GatewayResponseType, GatewayResponse>();

    /// <summary>The authorizations of the routes.</summary>
    internal IEnumerable<RestAuthorization> Authorizations => _routes.Select(route => route.Authorization ?? Authorization).Distinct();

    internal bool NeedsApiKey => Authorizations.Contains(RestAuthorization.ApiKey);

    /// <summary>Adds a route with a handler in this process.</summary>
    /// <param name="method">The HTTP method in capitals, or <c>ANY</c> for each that has no route of its own.</param>
    /// <param name="template">The path, such as <c>/items</c>, <c>/items/{id}</c> or <c>/files/{proxy+}</c>.</param>
    /// <param name="handler">The handler. When it throws, the caller is answered 502 and the exception is logged.</param>
    /// <param name="authorization">Who may call; <see cref="Authorization"/> when <see langword="null"/>.</param>
    /// <returns>This API.</returns>
    /// <exception cref="ArgumentException">The method or the template is not one of API Gateway's.</exception>
    public LocalRestApi Map(
        string method,
        string template,
        Func<ProxyRequest, CancellationToken, ValueTask<ProxyResponse>> handler,
        RestAuthorization? authorization = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(method, template, authorization, _ => new HandlerIntegration(handler));
    }

    /// <summary>Adds a route with a handler in this process that has nothing to wait for.</summary>
    /// <param name="method">The HTTP method in capitals, or <c>ANY</c> for each that has no route of its own.</param>
    /// <param name="template">The path, such as <c>/items</c>, <c>/items/{id}</c> or <c>/files/{proxy+}</c>.</param>
    /// <param name="handler">The handler. When it throws, the caller is answered 502 and the exception is logged.</param>
    /// <param name="authorization">Who may call; <see cref="Authorization"/> when <see langword="null"/>.</param>
    /// <returns>This API.</returns>
    /// <exception cref="ArgumentException">The method or the template is not one of API Gateway's.</exception>
    public LocalRestApi Map(string method, string template, Func<ProxyRequest, ProxyResponse> handler, RestAuthorization? authorization = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(method, template, (request, _) => new ValueTask<ProxyResponse>(handler(request)), authorization);
    }

    /// <summary>Adds a route with a Lambda function, which gets the event's JSON and must return a proxy response's.</summary>
    /// <param name="method">The HTTP method in capitals, or <c>ANY</c> for each that has no route of its own.</param>
    /// <param name="template">The path, such as <c>/items</c>, <c>/items/{id}</c> or <c>/files/{proxy+}</c>.</param>
    /// <param name="function">The function.</param>
    /// <param name="authorization">Who may call; <see cref="Authorization"/> when <see langword="null"/>.</param>
    /// <returns>This API.</returns>
    /// <exception cref="ArgumentException">The method or the template is not one of API Gateway's.</exception>
    public LocalRestApi Map(string method, string template, ILambdaFunction function, RestAuthorization? authorization = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Add(method, template, authorization, region => new FunctionIntegration(Name, function, region));
    }

    /// <exception cref="ArgumentException">Two routes contradict each other, or an authorizer's settings cannot be.</exception>
    internal RouteTable BuildRoutes(string region, Func<RestAuthorization, IRestAuthorizer?> createAuthorizer)
    {
        var table = new RouteTable();
        var authorizers = new Dictionary<RestAuthorization, IRestAuthorizer?>();
        foreach ((string method, PathTemplate template, RestAuthorization? authorization, Func<string, IIntegration> integration) in _routes)
        {
            RestAuthorization effective = authorization ?? Authorization;
            if (!authorizers.TryGetValue(effective, out IRestAuthorizer? authorizer))
            {
                authorizers.Add(effective, authorizer = createAuthorizer(effective));
            }

            table.Add(new RestRoute(method, template, effective, integration(region)) { Authorizer = authorizer });
        }

        return table;
    }

    private LocalRestApi Add(string method, string template, RestAuthorization? authorization, Func<string, IIntegration> integration)
    {
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            throw new ArgumentException($"The method '{method}' is not one of {string.Join(", ", Methods)}.", nameof(method));
        }

        _routes.Add((method, PathTemplate.Parse(template), authorization, integration));
        return this;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,128}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
