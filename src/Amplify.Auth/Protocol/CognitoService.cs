using Amplify.Core.Http;

namespace Amplify.Auth.Protocol;

/// <summary>One of Cognito's services: where it is, and how its failures are told.</summary>
internal abstract class CognitoService(Uri endpoint)
{
    public Uri Endpoint { get; } = endpoint;

    /// <summary>Gets what stands before the operation in <c>X-Amz-Target</c>.</summary>
    public abstract string TargetPrefix { get; }

    /// <summary>Gets what messages call it.</summary>
    public abstract string Name { get; }

    public abstract AmplifyAuthException Refused(string operation, HttpAnswer answer);

    public AmplifyAuthException Unexpected(string operation, string fault, Exception? cause = null) => new(
        $"{char.ToUpperInvariant(Name[0])}{Name[1..]}'s answer to {operation} could not be used: {fault}. Check that the endpoint is {Name}'s.",
        AmplifyAuthReason.UnexpectedAnswer,
        cause);
}
