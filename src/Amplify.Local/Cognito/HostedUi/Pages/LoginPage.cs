namespace Amplify.Local.Cognito.HostedUi.Pages;

/// <summary>The form for user name and password.</summary>
internal static class LoginPage
{
    public const string Title = "Sign in";

    public static string Render(string csrf, string username, string? error = null) => HostedPage.Form(
        csrf,
        error,
        HostedPage.Field("username", "Username", value: username, autocomplete: "username")
            + HostedPage.Field("password", "Password", "password", autocomplete: "current-password"),
        "Sign in");
}
