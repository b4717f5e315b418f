using Amplify.Local.Storage;
using Amplify.Signing;

namespace Amplify.Local.Accounts;

/// <summary>The AWS account that the backend plays: its number, its user and its key pair.</summary>
internal sealed class LocalAccount
{
    public const string Id = "123456789012";

    private const string GuestRole = "amplify-local-unauthRole";
    private const string UserRole = "amplify-local-authRole";
    private const string SessionName = "CognitoIdentityCredentials";

    private readonly string _guestRoleId;
    private readonly string _userRoleId;

    public LocalAccount(SettingStore settings)
    {
        var credentials = new AwsCredentials(
            settings.GetOrAdd("account.accessKeyId", static () => RandomKeys.AccessKeyId("AKIA")),
            settings.GetOrAdd("account.secretKey", RandomKeys.SecretKey));
        _guestRoleId = settings.GetOrAdd("account.guestRoleId", static () => RandomKeys.PrincipalId("AROA"));
        _userRoleId = settings.GetOrAdd("account.userRoleId", static () => RandomKeys.PrincipalId("AROA"));
        User = new Principal
        {
            Credentials = credentials,
            UserId = settings.GetOrAdd("account.userId", static () => RandomKeys.PrincipalId("AIDA")),
            Arn = $"arn:aws:iam::{Id}:user/amplify-local",
        };
    }

    /// <summary>The user whose key pair <see cref="LocalBackend.Credentials"/> is.</summary>
    public Principal User { get; }

    /// <summary>Whoever has credentials of the identity pool: a guest in one role, a user who has signed in in the other.</summary>
    public Principal Identity(AwsCredentials credentials, CognitoCaller caller)
    {
        (string roleId, string role) = caller.AuthenticationProvider is null ? (_guestRoleId, GuestRole) : (_userRoleId, UserRole);
        return new()
        {
            Credentials = credentials,
            UserId = $"{roleId}:{SessionName}",
            Arn = $"arn:aws:sts::{Id}:assumed-role/{role}/{SessionName}",
            Cognito = caller,
        };
    }
}
