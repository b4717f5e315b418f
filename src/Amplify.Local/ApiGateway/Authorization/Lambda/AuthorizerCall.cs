namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>A question to a Lambda authorizer.</summary>
/// <param name="Request">The request to judge.</param>
/// <param name="MethodArn">The method that it calls.</param>
/// <param name="Token">What tells the caller: for type <c>TOKEN</c> the token.</param>
internal readonly record struct AuthorizerCall(ProxyRequest Request, string MethodArn, string Token)
{
    /// <summary>Tells which method is called, and not the token.</summary>
    public override string ToString() => MethodArn;
}
