using System.Text;
using Amplify.Local.Accounts;
using Amplify.Local.ApiGateway;
using Amplify.Local.ApiGateway.Events;
using Amplify.Local.ApiGateway.Routing;
using Amplify.Local.Hosting;

namespace Amplify.Local;

/// <summary>
/// A request to a REST API as its handler sees it: API Gateway's Lambda proxy event, payload format 1.0, with maps that are empty where
/// the event has <c>null</c>.
/// </summary>
/// <remarks>
/// See <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Lambda proxy integrations</see>.
/// <see cref="ToJson"/> gives the event itself.
/// </remarks>
public sealed class ProxyRequest
{
    private readonly LocalRequest _request;
    private readonly KeyValuePair<string, string>[] _parameters;
    private readonly RestRoute _route;
    private readonly ApiDescription _api;

    internal ProxyRequest(LocalRequest request, ApiDescription api, RouteMatch match, RestRoute route)
    {
        _request = request;
        _parameters = match.Parameters;
        _route = route;
        _api = api;
        ResourceId = match.Resource.Id;
    }

    /// <summary>Gets the HTTP method, such as <c>GET</c>.</summary>
    public string HttpMethod => _request.Method;

    /// <summary>Gets the template of the route, such as <c>/items/{id}</c>.</summary>
    public string Resource => _route.Template.Text;

    /// <summary>Gets the path without the stage, percent-encoding kept.</summary>
    public string Path => _request.ServicePath;

    /// <summary>Gets the values of the template's parameters by name, percent-encoding kept.</summary>
    public IReadOnlyDictionary<string, string> PathParameters => field ??= new Dictionary<string, string>(_parameters, StringComparer.Ordinal);

    /// <summary>Gets the query by name, decoded; the last value of a name that occurs more than once.</summary>
    public IReadOnlyDictionary<string, string> QueryStringParameters => field ??= Query.LastValues();

    /// <summary>Gets all values of the query by name, decoded.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MultiValueQueryStringParameters => field ??= Query.AllValues();

    /// <summary>Gets the headers by name, whatever its case; the last value of a name that occurs more than once.</summary>
    public IReadOnlyDictionary<string, string> Headers => field ??= HeaderMap.LastValues();

    /// <summary>Gets all values of the headers by name, whatever its case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MultiValueHeaders => field ??= HeaderMap.AllValues();

    /// <summary>
    /// Gets the body as text, or <see langword="null"/> when there is none. Base64 where <see cref="IsBase64Encoded"/> says so.
    /// </summary>
    public string? Body => field ??= _request.Body.IsEmpty ? null : BodyText();

    /// <summary>Gets whether the body is base64, which it is for the API's binary media types.</summary>
    public bool IsBase64Encoded => !_request.Body.IsEmpty && _api.BinaryMediaTypes.Matches(_request.Header("Content-Type"));

    /// <summary>Gets who calls, when, and through which API.</summary>
    public ProxyRequestContext RequestContext => field ??= new ProxyRequestContext(_request, _api, _route, ResourceId);

    internal LocalRequest Received => _request;

    internal ReadOnlyMemory<byte> BodyBytes => _request.Body;

    internal string RequestId => _request.RequestId;

    internal ApiDescription Api => _api;

    internal Principal? Caller => _request.Caller;

    internal string ResourceId { get; }

    internal KeyValuePair<string, string>[] RawPathParameters => _parameters;

    internal MultiMap Query => field ??= QueryString.Parse(_request.Target.Query);

    internal MultiMap HeaderMap => field ??= EventHeaders.Of(_request, signed: Caller is not null);

    /// <summary>Gives the event as the JSON text that a Lambda function receives.</summary>
    /// <returns>One line of JSON.</returns>
    public string ToJson() => Encoding.UTF8.GetString(ProxyEventWriter.Write(this).Span);

    private string BodyText() =>
        IsBase64Encoded ? Convert.ToBase64String(_request.Body.Span) : Encoding.UTF8.GetString(_request.Body.Span);
}
