using System.Net;
using Amplify.Auth.Protocol;
using Amplify.Core.Http;

namespace Amplify.Auth.IdentityPool;

/// <summary>The identity pool service, and what its refusals mean.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/Welcome.html">the service's reference</see>.</remarks>
internal sealed class IdentityPoolService(IdentityPoolSettings settings) : CognitoService(settings.Endpoint)
{
    public const string UnknownResource = "ResourceNotFoundException";

    public override string TargetPrefix => "AWSCognitoIdentityService";

    public override string Name => "the identity pool service";

    public override AmplifyAuthException Refused(string operation, HttpAnswer answer)
    {
        ServiceError error = ServiceError.Read(answer);
        (AmplifyAuthReason reason, string advice) = Explain(error, answer.StatusCode, settings.IdentityPoolId);
        string type = error.Type is null ? "" : $" ({error.Type})";
        string text = error.Message is null ? "" : $": {QuotedValues.CutOut(error.Message).TrimEnd('.', ' ')}";
        return new AmplifyAuthException(
            FormattableString.Invariant($"The identity pool service answered {operation} with {(int)answer.StatusCode}{type}{text}. {advice}"), reason)
        {
            ErrorType = error.Type,
            RequestId = error.RequestId,
            IsTransient = reason == AmplifyAuthReason.ServiceUnavailable,
        };
    }

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
