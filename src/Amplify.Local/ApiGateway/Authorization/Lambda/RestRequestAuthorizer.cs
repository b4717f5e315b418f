using Amplify.Local.ApiGateway.Authorization.Lambda;
using Amplify.Local.ApiGateway.Events;
using Amplify.Local.Hosting;

namespace Amplify.Local;

/// <summary>A Lambda authorizer of type <c>REQUEST</c>: it judges a request by its headers, query, path and context.</summary>
public sealed class RestRequestAuthorizer : RestLambdaAuthorizer
{
    /// <summary>Makes an authorizer of a handler.</summary>
    /// <param name="handler">Called concurrently.</param>
    public RestRequestAuthorizer(Func<RestRequestAuthorizerEvent, CancellationToken, ValueTask<RestAuthorizerResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = (call, cancellationToken) => handler(new RestRequestAuthorizerEvent(call.Request, call.MethodArn), cancellationToken);
    }

    /// <summary>Makes an authorizer of one of the backend's functions, which gets and gives JSON as one in AWS does.</summary>
    /// <param name="functionName">A function that <see cref="LocalBackendOptions.AddFunction(string, ILambdaFunction)"/> has added.</param>
    public RestRequestAuthorizer(string functionName)
    {
        ArgumentException.ThrowIfNullOrEmpty(functionName);
        FunctionName = functionName;
    }

    /// <summary>
    /// Gets what tells callers apart: <c>method.request.header.NAME</c> and <c>method.request.querystring.NAME</c>. Policies are remembered by
    /// these values, and a caller who leaves one out or empty is answered 401 without the function being called; neither holds where
    /// <see cref="RestLambdaAuthorizer.ResultTtl"/> is 0.
    /// </summary>
    /// <value>Default: <c>method.request.header.Authorization</c>.</value>
    public IReadOnlyList<string> IdentitySources { get; init; } = ["method.request.header.Authorization"];

    internal override ICallerIdentity CreateIdentity() => ResultTtl == TimeSpan.Zero ? new AnyCaller() : RequestIdentity.Create(IdentitySources);

    internal override ReadOnlyMemory<byte> WriteEvent(AuthorizerCall call) => JsonText.Write(call, static (writer, call) =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "REQUEST");
        writer.WriteString("methodArn", call.MethodArn);
        ProxyEventWriter.WriteRequest(writer, call.Request);
        writer.WriteEndObject();
    }, capacity: 4096);
}
