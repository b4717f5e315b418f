namespace Amplify.Auth.HostedUi;

/// <summary>What errors of OAuth 2.0 mean to an application.</summary>
internal static class OAuthErrors
{
    private const int LongestText = 200;

    /// <param name="where">What was asked, as the subject of a sentence.</param>
    /// <param name="error">The error's name; it comes from outside.</param>
    /// <param name="description">What else is told, likewise.</param>
    /// <param name="isFailure">Whether the server itself failed.</param>
    public static AmplifyAuthException Create(string where, string? error, string? description, bool isFailure = false)
    {
        (AmplifyAuthReason reason, string advice) = error switch
        {
            _ when isFailure => (AmplifyAuthReason.ServiceUnavailable, "The service failed; try again later."),
            "access_denied" => (AmplifyAuthReason.SignInRefused, "The user can sign in again."),
            "login_required" or "interaction_required" or "consent_required" or "account_selection_required" =>
                (AmplifyAuthReason.SignInRequired, "Sign in again, and let the pages ask the user."),
            "invalid_grant" => (AmplifyAuthReason.ChallengeExpired, "The code is too old or was used; sign in again."),
            "server_error" or "temporarily_unavailable" => (AmplifyAuthReason.ServiceUnavailable, "The service failed; try again later."),
            "invalid_request" or "invalid_client" or "unauthorized_client" or "invalid_scope" or "unsupported_response_type" or "redirect_mismatch" =>
                (AmplifyAuthReason.UserPoolUnavailable, "Check the app client's OAuth settings against the configuration: flows, scopes, URLs, secret."),
            _ => (AmplifyAuthReason.Unknown, "Check the domain of the hosted pages in the configuration."),
        };
        string told = string.IsNullOrWhiteSpace(description) ? "" : $": {OneLine(description).TrimEnd('.', ' ')}";
        return new AmplifyAuthException($"{where} answered {OneLine(error ?? "no error that is known")}{told}. {advice}", reason)
        {
            ErrorType = error,
            IsTransient = reason == AmplifyAuthReason.ServiceUnavailable,
        };
    }

    private static string OneLine(string text)
    {
        string line = string.Concat(text.Select(static character => char.IsControl(character) ? ' ' : character));
        return line.Length > LongestText ? string.Concat(line.AsSpan(0, LongestText), "…") : line;
    }
}
