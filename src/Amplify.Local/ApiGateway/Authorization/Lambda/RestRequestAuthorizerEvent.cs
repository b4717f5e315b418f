namespace Amplify.Local;

/// <summary>What a <see cref="RestRequestAuthorizer"/> is asked: the request without its body.</summary>
public sealed class RestRequestAuthorizerEvent
{
    private readonly ProxyRequest _request;

    internal RestRequestAuthorizerEvent(ProxyRequest request, string methodArn)
    {
        _request = request;
        MethodArn = methodArn;
    }

    /// <summary>Gets the method that is called: <c>arn:aws:execute-api:region:account:api/stage/GET/items</c>.</summary>
    public string MethodArn { get; }

    /// <inheritdoc cref="ProxyRequest.HttpMethod"/>
    public string HttpMethod => _request.HttpMethod;

    /// <inheritdoc cref="ProxyRequest.Resource"/>
    public string Resource => _request.Resource;

    /// <inheritdoc cref="ProxyRequest.Path"/>
    public string Path => _request.Path;

    /// <inheritdoc cref="ProxyRequest.PathParameters"/>
    public IReadOnlyDictionary<string, string> PathParameters => _request.PathParameters;

    /// <inheritdoc cref="ProxyRequest.QueryStringParameters"/>
    public IReadOnlyDictionary<string, string> QueryStringParameters => _request.QueryStringParameters;

    /// <inheritdoc cref="ProxyRequest.MultiValueQueryStringParameters"/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MultiValueQueryStringParameters => _request.MultiValueQueryStringParameters;

    /// <inheritdoc cref="ProxyRequest.Headers"/>
    public IReadOnlyDictionary<string, string> Headers => _request.Headers;

    /// <inheritdoc cref="ProxyRequest.MultiValueHeaders"/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MultiValueHeaders => _request.MultiValueHeaders;

    /// <inheritdoc cref="ProxyRequest.RequestContext"/>
    public ProxyRequestContext RequestContext => _request.RequestContext;
}
