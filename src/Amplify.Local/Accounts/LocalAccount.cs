using Amplify.Local.Storage;
using Amplify.Signing;

namespace Amplify.Local.Accounts;

/// <summary>The AWS account that the backend plays: its number, its user and its key pair.</summary>
internal sealed class LocalAccount
{
    public const string Id = "123456789012";

    private const string GuestRole = "amplify-local-unauthRole";
    private const string SessionName = "CognitoIdentityCredentials";

    private readonly string _guestRoleId;

    public LocalAccount(SettingStore settings)
    {
        var credentials = new AwsCredentials(
            settings.GetOrAdd("account.accessKeyId", static () => RandomKeys.AccessKeyId("AKIA")),
            settings.GetOrAdd("account.secretKey", RandomKeys.SecretKey));
        _guestRoleId = settings.GetOrAdd("account.guestRoleId", static () => RandomKeys.PrincipalId("AROA"));
        User = new Principal
        {
            Credentials = credentials,
            UserId = settings.GetOrAdd("account.userId", static () => RandomKeys.PrincipalId("AIDA")),
            Arn = $"arn:aws:iam::{Id}:user/amplify-local",
        };
    }

    /// <summary>The user whose key pair <see cref="LocalBackend.Credentials"/> is.</summary>
    public Principal User { get; }

    public Principal Guest(AwsCredentials credentials, CognitoCaller caller) => new()
    {
        Credentials = credentials,
        UserId = $"{_guestRoleId}:{SessionName}",
        Arn = $"arn:aws:sts::{Id}:assumed-role/{GuestRole}/{SessionName}",
        Cognito = caller,
    };
}
