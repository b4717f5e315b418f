using System.Net;
using Amplify.Auth.Protocol;
using Amplify.Core.Http;

namespace Amplify.Auth.UserPool;

/// <summary>The user pool service, and what its refusals mean.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html">the service's reference</see>.</remarks>
internal sealed class UserPoolService(UserPoolSettings settings) : CognitoService(settings.Endpoint)
{
    public override string TargetPrefix => "AWSCognitoIdentityProviderService";

    public override string Name => "the user pool service";

    public override AmplifyAuthException Refused(string operation, HttpAnswer answer)
    {
        ServiceError error = ServiceError.Read(answer);
        string? said = error.Message is null ? null : QuotedValues.CutOut(error.Message).TrimEnd('.', ' ');
        (AmplifyAuthReason reason, string advice) = UserPoolErrors.Explain(error.Type, said ?? "", (int)answer.StatusCode);
        string type = error.Type is null ? "" : $" ({error.Type})";
        string text = said is null ? "" : $": {said}";
        return new AmplifyAuthException(
            FormattableString.Invariant($"The user pool service answered {operation} with {(int)answer.StatusCode}{type}{text}. {advice}"), reason)
        {
            ErrorType = error.Type,
            RequestId = error.RequestId,
            IsTransient = reason == AmplifyAuthReason.ServiceUnavailable || answer.StatusCode >= HttpStatusCode.InternalServerError,
        };
    }
}
