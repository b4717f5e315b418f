namespace Amplify.Local.Cognito.HostedUi.Pages;

/// <summary>A page where a user does something about the account, and the operation that its form is for. The fields are members of the operation.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Title">The heading.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Fields">The members that the user fills in besides the name.</param>
/// <param name="Button">What the button says.</param>
/// <param name="NextPath">The page that comes next.</param>
internal sealed record AccountPage(string Path, string Title, string Operation, string[] Fields, string Button, string NextPath)
{
    public const string Username = "Username";
    public const string Password = "Password";
    public const string Code = "ConfirmationCode";

    private const string LoginPath = "/login";
    private const string ConfirmSignUpPath = "/confirmUser";
    private const string ConfirmRecoveryPath = "/confirmForgotPassword";

    public static AccountPage SignUp { get; } = new("/signup", "Sign up", "SignUp", [Password], "Sign up", ConfirmSignUpPath);

    public static AccountPage Recovery { get; } = new("/forgotPassword", "Forgot your password?", "ForgotPassword", [], "Send a code", ConfirmRecoveryPath);

    private static readonly AccountPage[] All =
    [
        SignUp,
        new(ConfirmSignUpPath, "Confirm your account", "ConfirmSignUp", [Code], "Confirm", LoginPath),
        Recovery,
        new(ConfirmRecoveryPath, "Set another password", "ConfirmForgotPassword", [Code, Password], "Set password", LoginPath),
    ];

    public static AccountPage? Find(string path) => Array.Find(All, page => page.Path == path);

    /// <summary>Renders the form.</summary>
    /// <param name="csrf">What tells this page's form from another site's.</param>
    /// <param name="username">The name, as far as it is known.</param>
    /// <param name="attributes">The attributes that are asked for.</param>
    /// <param name="error">What was wrong with what was sent before, if anything.</param>
    public string Render(string csrf, string username, IEnumerable<string> attributes, string? error) => HostedPage.Form(
        csrf,
        error,
        string.Concat([
            HostedPage.Field(Username, "Username", value: username, autocomplete: "username"),
            .. Fields.Select(static field => field == Password
                ? HostedPage.Field(field, "Password", "password", autocomplete: "new-password")
                : HostedPage.Field(field, "Code", autocomplete: "one-time-code")),
            .. attributes.Select(static name => HostedPage.Field(AccountForm.AttributePrefix + name, name, autocomplete: name)),
        ]),
        Button);

    /// <summary>The ways to the account, from the page for users of the pool.</summary>
    /// <param name="query">The query of the page.</param>
    /// <param name="allowsSignUp">Whether users can sign up.</param>
    public static string Links(string query, bool allowsSignUp) =>
        Recovery.Link(query) + (allowsSignUp ? SignUp.Link(query) : "");

    private string Link(string query) => $"""<p><a href="{HostedPage.Encode($"{Path}?{query}")}">{HostedPage.Encode(Title)}</a></p>""";
}
