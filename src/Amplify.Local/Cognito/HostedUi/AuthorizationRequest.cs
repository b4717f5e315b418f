using System.Buffers;
using Amplify.Local.Cognito.UserPool.Tokens;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>What an application asks for at <c>/oauth2/authorize</c> and <c>/login</c>.</summary>
internal sealed record AuthorizationRequest
{
    private const int ChallengeLength = 43;

    private static readonly SearchValues<char> Base64UrlCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public required RedirectTarget Target { get; init; }

    /// <summary>Whether tokens are wanted at once, in the URL, and not a code.</summary>
    public required bool IsImplicit { get; init; }

    public required GrantRequest Grant { get; init; }

    /// <summary>What the verifier has to hash to that comes with the code.</summary>
    public string? CodeChallenge { get; init; }

    /// <summary>Whether the user must sign in even if they have just done so.</summary>
    public bool MustSignIn { get; init; }

    /// <summary>Whether the user must not be asked for anything.</summary>
    public bool MustNotAsk { get; init; }

    public string? LoginHint { get; init; }

    /// <summary>The other provider that the user is to sign in with; <see langword="null"/> for a user of the pool.</summary>
    public string? Provider { get; init; }

    /// <exception cref="OAuthException">The application asks for something that it may not have, or that cannot be.</exception>
    public static AuthorizationRequest Read(RedirectTarget target, OAuthParameters parameters, IReadOnlyList<LocalUserPoolProvider> providers)
    {
        string? prompt = parameters.Optional("prompt");
        return new AuthorizationRequest
        {
            Target = target,
            IsImplicit = IsImplicitFlow(target.OAuth.Flows, parameters.Required("response_type")),
            Grant = new GrantRequest
            {
                Scopes = ScopesOf(target.OAuth, parameters.Optional("scope")),
                IsHosted = true,
                Nonce = parameters.Optional("nonce"),
            },
            CodeChallenge = ChallengeOf(parameters.Optional("code_challenge"), parameters.Optional("code_challenge_method")),
            MustSignIn = prompt is "login" or "select_account",
            MustNotAsk = prompt is "none",
            LoginHint = parameters.Optional("login_hint"),
            Provider = ProviderOf(target.OAuth, parameters, providers),
        };
    }

    private static string? ProviderOf(LocalOAuthOptions oauth, OAuthParameters parameters, IReadOnlyList<LocalUserPoolProvider> providers)
    {
        string? name = parameters.Optional("identity_provider");
        if (name is null && parameters.Optional("idp_identifier") is { } identifier)
        {
            name = providers.FirstOrDefault(provider => provider.Identifiers.Contains(identifier, StringComparer.OrdinalIgnoreCase))?.Name
                ?? throw OAuthException.InvalidRequest("idp_identifier is of no provider");
        }

        return name switch
        {
            null or "COGNITO" => null,
            _ when oauth.IdentityProviders.Contains(name, StringComparer.Ordinal) => name,
            _ => throw OAuthException.InvalidRequest("identity_provider is none of the client's"),
        };
    }

    private static bool IsImplicitFlow(LocalOAuthFlows allowed, string responseType)
    {
        LocalOAuthFlows flow = responseType switch
        {
            "code" => LocalOAuthFlows.AuthorizationCode,
            "token" => LocalOAuthFlows.Implicit,
            _ => throw OAuthException.InvalidRequest("response_type is neither code nor token"),
        };
        return allowed.HasFlag(flow) ? flow == LocalOAuthFlows.Implicit : throw new OAuthException("unauthorized_client");
    }

    private static IReadOnlyList<string> ScopesOf(LocalOAuthOptions oauth, string? text)
    {
        string[] scopes = text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (scopes.Length == 0)
        {
            return oauth.Scopes;
        }

        bool needsOpenId = scopes.Any(static scope => scope is "email" or "phone" or "profile") && !scopes.Contains(HostedScopes.OpenId);
        return needsOpenId || scopes.Any(scope => !oauth.Scopes.Contains(scope, StringComparer.Ordinal))
            ? throw new OAuthException("invalid_scope")
            : scopes;
    }

    private static string? ChallengeOf(string? challenge, string? method)
    {
        if (challenge is null && method is null)
        {
            return null;
        }

        return method == "S256" && challenge?.Length == ChallengeLength && !challenge.AsSpan().ContainsAnyExcept(Base64UrlCharacters)
            ? challenge
            : throw OAuthException.InvalidRequest("code_challenge must be a SHA-256 hash in base64url, and code_challenge_method S256");
    }
}
