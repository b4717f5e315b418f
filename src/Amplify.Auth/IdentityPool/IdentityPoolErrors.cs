using System.Net;
using Amplify.Core.Http;

namespace Amplify.Auth.IdentityPool;

/// <summary>Makes errors of what the identity pool service refuses.</summary>
internal static class IdentityPoolErrors
{
    public const string UnknownResource = "ResourceNotFoundException";

    public static AmplifyAuthException Refused(string operation, HttpAnswer answer, string identityPoolId)
    {
        ServiceError error = ServiceError.Read(answer);
        (AmplifyAuthReason reason, string advice) = Explain(error, answer.StatusCode, identityPoolId);
        string type = error.Type is null ? "" : $" ({error.Type})";
        string text = error.Message is null ? "" : $": {error.Message.TrimEnd('.', ' ')}";
        return new AmplifyAuthException(
            FormattableString.Invariant($"The identity pool service answered {operation} with {(int)answer.StatusCode}{type}{text}. {advice}"), reason)
        {
            ErrorType = error.Type,
            RequestId = error.RequestId,
            IsTransient = reason == AmplifyAuthReason.ServiceUnavailable,
        };
    }

    public static AmplifyAuthException Unexpected(string operation, string fault, Exception? cause) => new(
        $"The identity pool service's answer to {operation} could not be used: {fault}. Check that the endpoint is the identity pool service's.",
        AmplifyAuthReason.UnexpectedAnswer,
        cause);

    private static (AmplifyAuthReason Reason, string Advice) Explain(ServiceError error, HttpStatusCode status, string identityPoolId)
    {
        switch (error.Type)
        {
            case "NotAuthorizedException" when error.Message?.Contains("Unauthenticated access is not supported", StringComparison.OrdinalIgnoreCase) == true:
                return (AmplifyAuthReason.GuestAccessNotAllowed,
                    $"Switch guest access (\"unauthenticated identities\") on in identity pool {identityPoolId} and give it a guest role, or sign the user in first.");
            case "NotAuthorizedException":
                return (AmplifyAuthReason.NotAuthorized, "Sign in again; if nobody is signed in, forget the kept identity.");
            case UnknownResource:
                return (AmplifyAuthReason.IdentityPoolUnavailable,
                    $"Check that identity pool {identityPoolId} exists, and that it is in the region that its id begins with.");
            case "InvalidIdentityPoolConfigurationException":
                return (AmplifyAuthReason.IdentityPoolUnavailable, $"Check the IAM roles of identity pool {identityPoolId} and their trust policies.");
            case "TooManyRequestsException" or "LimitExceededException":
                return (AmplifyAuthReason.ServiceUnavailable, "Too many requests; try again later.");
        }

        return (int)status >= 500
            ? (AmplifyAuthReason.ServiceUnavailable, "The service failed; try again later.")
            : (AmplifyAuthReason.Unknown, "Check the identity pool's id, region and endpoint in the configuration.");
    }
}
