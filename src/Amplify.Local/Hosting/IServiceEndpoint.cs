namespace Amplify.Local.Hosting;

/// <summary>One service, or one REST API, behind the backend's port.</summary>
internal interface IServiceEndpoint
{
    /// <summary>The name that <see cref="FaultFilter.Api"/> selects.</summary>
    string Name { get; }

    /// <summary>Whether answers carry API Gateway's second request id, <c>x-amz-apigw-id</c>.</summary>
    bool IsGateway { get; }

    ValueTask<HttpAnswer> HandleAsync(LocalRequest request);

    /// <summary>Makes the answer that this service gives for a status that a fault asks for.</summary>
    HttpAnswer Fail(LocalRequest request, int statusCode);
}
