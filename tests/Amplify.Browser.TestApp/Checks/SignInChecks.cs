namespace Amplify.Browser.TestApp.Checks;

/// <summary>A user signs in, calls and signs out, on the one thread that there is.</summary>
internal sealed class SignInChecks(AmplifyClient amplify, Func<string, Func<Task<string>>, Task> add)
{
    public async Task RunAsync()
    {
        await add("wrong password", async () => (await amplify.Auth.SignInAsync(SignInNames.Username, "wrong")).ToString());
        await add("sign-in", SignInAsync);
        await add("user", async () => $"{(await amplify.Auth.GetSessionAsync()).Username}, {(await amplify.Auth.GetSessionAsync(forceRefresh: true)).IsSignedIn}");
        await add("signed as the user", async () => $"{await amplify.Rest.GetAsync<string>("MyPublicApi", "/hello", new() { AuthMode = AuthMode.UserPool }) is not null}");
        await add("sign-out", SignOutAsync);
    }

    // Between the big steps of the proof, others get their turn.
    private async Task<string> SignInAsync()
    {
        Task<SignInStep> signingIn = amplify.Auth.SignInAsync(SignInNames.Username, SignInNames.Password);
        int turns = 0;
        while (!signingIn.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1));
            turns++;
        }

        return $"{(await signingIn).GetType().Name}, others had a turn: {turns >= 3}";
    }

    private async Task<string> SignOutAsync()
    {
        await amplify.Auth.SignOutAsync();
        return (await amplify.Auth.GetSessionAsync()).ToString();
    }
}
