using Amplify.Local.ApiGateway.Authorization.Lambda;
using Amplify.Local.Hosting;

namespace Amplify.Local;

/// <summary>A Lambda authorizer of type <c>TOKEN</c>: it judges the token in one header.</summary>
/// <example>
/// <code>
/// api.Authorization = new RestTokenAuthorizer((call, cancellationToken) =>
///     new(call.AuthorizationToken == "let-me-in" ? RestAuthorizerResult.Allow("ann", call.MethodArn) : RestAuthorizerResult.Deny("ann", call.MethodArn)));
/// </code>
/// </example>
public sealed class RestTokenAuthorizer : RestLambdaAuthorizer
{
    /// <summary>Makes an authorizer of a handler.</summary>
    /// <param name="handler">Called concurrently.</param>
    public RestTokenAuthorizer(Func<RestTokenAuthorizerEvent, CancellationToken, ValueTask<RestAuthorizerResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = (call, cancellationToken) => handler(
            new RestTokenAuthorizerEvent { AuthorizationToken = call.Token, MethodArn = call.MethodArn }, cancellationToken);
    }

    /// <summary>Makes an authorizer of one of the backend's functions, which gets and gives JSON as one in AWS does.</summary>
    /// <param name="functionName">A function that <see cref="LocalBackendOptions.AddFunction(string, ILambdaFunction)"/> has added.</param>
    public RestTokenAuthorizer(string functionName)
    {
        ArgumentException.ThrowIfNullOrEmpty(functionName);
        FunctionName = functionName;
    }

    /// <summary>Gets the header that holds the token. Without it a caller is answered 401, and the function is not called.</summary>
    /// <value>Default: <c>Authorization</c>.</value>
    public string IdentitySource { get; init; } = "Authorization";

    /// <summary>Gets a regular expression that all of a token has to match; for one that does not, the answer is 401.</summary>
    /// <value>Default: <see langword="null"/>, every token.</value>
    public string? IdentityValidationExpression { get; init; }

    internal override ICallerIdentity CreateIdentity() => new TokenIdentity(IdentitySource, WholeTextPattern.Create(IdentityValidationExpression));

    internal override ReadOnlyMemory<byte> WriteEvent(AuthorizerCall call) => JsonText.Write(call, static (writer, call) =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "TOKEN");
        writer.WriteString("methodArn", call.MethodArn);
        writer.WriteString("authorizationToken", call.Token);
        writer.WriteEndObject();
    });
}
