using Amplify;

namespace Quickstart.Chapters;

/// <summary>
/// The identity pool gives temporary AWS credentials to a user who never signed in. The client fetches and renews them by itself.
/// </summary>
internal static class GuestCredentials
{
    public static async Task RunAsync(AmplifyClient amplify)
    {
        AuthSession session = await amplify.Auth.GetSessionAsync();

        // Credentials do not show their secrets when they are printed.
        Console.WriteLine($"  Identity {session.IdentityId ?? "none: the configuration has no identity pool"}");
        Console.WriteLine($"  {session.Credentials}");
    }
}
