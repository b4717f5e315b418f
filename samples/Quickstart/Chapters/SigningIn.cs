using Amplify;

namespace Quickstart.Chapters;

/// <summary>A new user signs up, signs in, and calls. The session renews itself, and with a store it outlives the process.</summary>
internal static class SigningIn
{
    private const string Username = "jane";
    private const string Password = "Tr0ub4dor&3";

    public static async Task RunAsync(AmplifyClient amplify, LocalStage stage)
    {
        SignUpOptions options = new() { Attributes = { ["email"] = "jane@example.com" } };
        if (await amplify.Auth.SignUpAsync(Username, Password, options) is SignUpStep.ConfirmSignUp { Delivery: { } delivery })
        {
            Console.WriteLine($"  Signed up; a code was sent to {delivery.Destination}");
            await amplify.Auth.ConfirmSignUpAsync(Username, await stage.ReadCodeAsync(Username));
        }

        // The password itself is never sent. A pool may ask for more: a code, a new password, an authenticator app.
        SignInStep step = await amplify.Auth.SignInAsync(Username, Password);
        Console.WriteLine(step switch
        {
            SignInStep.Done done => $"  Signed in as {done.Username}",
            SignInStep.SmsCode sms => $"  A code was sent to {sms.Delivery.Destination}: answer with ConfirmSignInAsync",
            _ => $"  The pool asks for more: {step}",
        });

        // Calls are made as the user from here on: signed as the user's identity, or with the user's token where an API wants that.
        AuthSession session = await amplify.Auth.GetSessionAsync();
        Console.WriteLine($"  Identity {session.IdentityId}");
        await CallInEachModeAsync(amplify);
    }

    public static async Task CallInEachModeAsync(AmplifyClient amplify)
    {
        await amplify.Rest.GetAsync<ItemList>(ApiNames.Items, "/items");
        foreach (AuthMode mode in new[] { AuthMode.ApiKey, AuthMode.Iam, AuthMode.UserPool })
        {
            await amplify.GraphQL.QueryAsync(EventOperations.List, new() { AuthMode = mode });
        }
    }
}
