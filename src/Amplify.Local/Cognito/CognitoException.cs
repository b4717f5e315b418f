namespace Amplify.Local.Cognito;

/// <summary>Ends an operation with an answer of the service.</summary>
internal sealed class CognitoException(CognitoError error) : Exception(error.Message)
{
    public CognitoError Error { get; } = error;
}
