using Amplify.Auth.UserPool.Messages;

namespace Amplify.Auth.UserPool;

/// <summary>Reads what setting up an authenticator app is answered with.</summary>
internal static class TotpEnrollment
{
    /// <exception cref="AmplifyAuthException">There is no secret in it.</exception>
    public static TotpSetup Read(UserPoolClient client, MfaMessages.AssociateAnswer answer) => answer.SecretCode is { Length: > 0 } secret
        ? new TotpSetup(secret)
        : throw client.Unexpected(UserPoolOperations.AssociateSoftwareToken.Name, "it has no SecretCode");

    /// <exception cref="AmplifyAuthException">The code was wrong.</exception>
    public static void Check(MfaMessages.VerifyAnswer answer)
    {
        if (answer.Status != "SUCCESS")
        {
            throw new AmplifyAuthException("The code is not the one that the authenticator app shows. Enter it again.", AmplifyAuthReason.CodeMismatch);
        }
    }
}
