using Amplify.Api.Rest;
using Amplify.Core.Http;

namespace Amplify.Api.Authorization;

/// <summary>Asks a token provider, which may be the application's own, and keeps its failures in the family. No message repeats a token.</summary>
internal sealed class TokenSource(ITokenProvider provider, TokenKind kind, AuthMode mode)
{
    /// <exception cref="AmplifyException">The provider failed: its own error when it is of the family, else one around it.</exception>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken, string? rejected = null)
    {
        string token;
        try
        {
            if (rejected is not null)
            {
                provider.Invalidate(rejected);
            }

            token = await provider.GetTokenAsync(kind, cancellationToken).WithinAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not AmplifyException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw Failed($"failed: {e.Message} Nothing is sent without a token because of that.", e);
        }

        return FaultOf(token) is { } fault ? throw Failed($"gave a token that cannot be sent: {fault}") : token;
    }

    /// <summary>Tells what is wrong with a token, if anything.</summary>
    public static string? FaultOf(string? token) =>
        string.IsNullOrWhiteSpace(token) ? "It is empty." : RestHeaders.FaultOf("Authorization", token);

    private AmplifyAuthException Failed(string what, Exception? cause = null) =>
        new($"The provider of tokens for the mode {mode} {what}", AmplifyAuthReason.ProviderFailed, cause);
}
