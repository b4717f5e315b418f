using System.Text.Json;
using Amplify.Auth.Diagnostics;
using Amplify.Auth.Session;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.UserPool.Challenges;

/// <summary>
/// Keeps the sign-in that is under way: in a web application, the user's answer comes with another request, to another client. Without a store that
/// can keep it, the sign-in goes on in the client that it began in.
/// </summary>
internal sealed class SignInStore(IAuthStore store, string clientId, ILogger logger)
{
    private readonly string _key = $"CognitoIdentityServiceProvider.{clientId}.signIn";

    public async ValueTask<SignInState?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await store.GetAsync(_key, cancellationToken).ConfigureAwait(false) is not { Length: > 0 } json)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, SessionJson.Default.KeptSignIn) is { } kept ? SignInState.From(kept) : null;
        }
        catch (JsonException)
        {
            logger.KeptValueCorrupt("sign-in");
            await KeepAsync(state: null).ConfigureAwait(false);
            return null;
        }
    }

    /// <param name="state">The sign-in, or <see langword="null"/> when none is under way any more.</param>
    public async ValueTask KeepAsync(SignInState? state)
    {
        try
        {
            if (state?.ToKept() is { } kept)
            {
                await store.SetAsync(_key, JsonSerializer.Serialize(kept, SessionJson.Default.KeptSignIn), CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                await store.RemoveAsync(_key, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            // However a store fails: the sign-in goes on, and the next one must get its turn.
            logger.SignInNotKept(e);
        }
    }
}
