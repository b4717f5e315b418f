using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary>Prints a session: for a program with its tokens, for a person without.</summary>
internal static class SessionWriter
{
    public static async Task WriteAsync(CliContext context, AuthSession session, bool asJson, CancellationToken cancellationToken)
    {
        if (!asJson)
        {
            await context.Out.WriteLineAsync(session.IsSignedIn ? $"Signed in as {session.Username ?? session.FederatedProvider?.Name}." : "Nobody is signed in.");
            return;
        }

        await JsonOutput.WriteLineAsync(
            context,
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("signedIn", session.IsSignedIn);
                json.WriteString("username", session.Username);
                json.WriteString("userSub", session.UserSub);
                json.WriteString("identityId", session.IdentityId);
                json.WriteString("idToken", session.Tokens?.IdToken?.Value);
                json.WriteString("accessToken", session.Tokens?.AccessToken.Value);
                json.WritePropertyName("expiresAt");
                if (session.Tokens is { } tokens)
                {
                    json.WriteStringValue(tokens.ExpiresAt);
                }
                else
                {
                    json.WriteNullValue();
                }

                json.WriteEndObject();
            },
            cancellationToken);
    }
}
