using Amplify.Local.AppSync.Authorization;

namespace Amplify.Local.AppSync.EventApp;

/// <summary>The schema of the guide's Event App, open to every mode that the API has.</summary>
internal static class EventAppSchema
{
    private const string Resource = "EventApp.graphql";
    private const string Placeholder = "@every_mode";

    public static string TextFor(AppSyncModes modes)
    {
        using Stream stream = typeof(EventAppSchema).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        string directives = string.Join(' ', modes.Additional.Prepend(modes.Default).Distinct().Select(DirectiveOf));
        return reader.ReadToEnd().Replace(Placeholder, directives, StringComparison.Ordinal);
    }

    private static string DirectiveOf(AppSyncAuthMode mode) => mode switch
    {
        AppSyncAuthMode.ApiKey => "@aws_api_key",
        AppSyncAuthMode.Iam => "@aws_iam",
        AppSyncAuthMode.UserPool => "@aws_cognito_user_pools",
        AppSyncAuthMode.Oidc => "@aws_oidc",
        _ => "@aws_lambda",
    };
}
