namespace Amplify.Local.Cognito.UserPool.Users;

internal static class UserStatusNames
{
    /// <summary>Gives the service's name of a status.</summary>
    public static string NameOf(LocalUserStatus status) => status switch
    {
        LocalUserStatus.Unconfirmed => "UNCONFIRMED",
        LocalUserStatus.Confirmed => "CONFIRMED",
        LocalUserStatus.ResetRequired => "RESET_REQUIRED",
        LocalUserStatus.ExternalProvider => "EXTERNAL_PROVIDER",
        _ => "FORCE_CHANGE_PASSWORD",
    };
}
