namespace Amplify.Local.Cognito.HostedUi.Pages;

/// <summary>What stands in for another provider's sign-in page: it asks who the user is there, and believes it.</summary>
internal static class ProviderPage
{
    public const string UserId = "provider_user";
    public const string Email = "provider_email";

    public static string TitleOf(string provider) => $"Sign in with {provider}";

    public static string Render(string csrf, string? error = null) => HostedPage.Form(
        csrf,
        error,
        HostedPage.Field(UserId, "User id at the provider") + HostedPage.Field(Email, "E-mail", "email", isRequired: false),
        "Continue");

    /// <summary>The ways to the other providers, from the page for users of the pool.</summary>
    /// <param name="providers">The providers.</param>
    /// <param name="query">The query of the page.</param>
    public static string Links(IReadOnlyList<string> providers, string query)
    {
        string rest = string.Join('&', query.Split('&').Where(static parameter =>
            !parameter.StartsWith("identity_provider=", StringComparison.Ordinal) && !parameter.StartsWith("idp_identifier=", StringComparison.Ordinal)));
        return string.Concat(providers.Select(provider =>
            $"""<p><a href="{HostedPage.Encode($"/login?{rest}&identity_provider={Uri.EscapeDataString(provider)}")}">{HostedPage.Encode($"Continue with {provider}")}</a></p>"""));
    }
}
