namespace Amplify.Local;

/// <summary>
/// What a Lambda authorizer is asked: the event of
/// <see href="https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization">AWS_LAMBDA authorization</see>.
/// </summary>
public sealed class AppSyncAuthorizerEvent
{
    /// <summary>Gets the <c>Authorization</c> header, as sent. It is a secret.</summary>
    public required string AuthorizationToken { get; init; }

    /// <summary>Gets what the token is to be used for.</summary>
    public required AppSyncAuthorizerRequestContext RequestContext { get; init; }

    /// <summary>Gets the headers of the request, names in lower case.</summary>
    public required IReadOnlyDictionary<string, string> RequestHeaders { get; init; }
}
