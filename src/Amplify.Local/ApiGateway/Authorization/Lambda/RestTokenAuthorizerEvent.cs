namespace Amplify.Local;

/// <summary>What a <see cref="RestTokenAuthorizer"/> is asked.</summary>
public sealed class RestTokenAuthorizerEvent
{
    /// <summary>Gets the header's value, as sent. It is a secret.</summary>
    public required string AuthorizationToken { get; init; }

    /// <summary>Gets the method that is called: <c>arn:aws:execute-api:region:account:api/stage/GET/items</c>.</summary>
    public required string MethodArn { get; init; }
}
