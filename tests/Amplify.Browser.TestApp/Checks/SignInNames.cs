namespace Amplify.Browser.TestApp.Checks;

/// <summary>The user who signs in, with a name and a password that are not ASCII.</summary>
internal static class SignInNames
{
    public const string Username = "jané😀";
    public const string Password = "Pässw0rd!🔑";
}
