using Amplify;
using Amplify.Signing;

namespace Quickstart.Chapters;

/// <summary>What a refusal looks like: the right key id, signed with the wrong secret.</summary>
internal static class RefusedCalls
{
    public static async Task RunAsync(AmplifyClient amplify, AmplifyConfiguration configuration)
    {
        AuthSession guest = await amplify.Auth.GetSessionAsync();
        if (guest.Credentials is not { } right)
        {
            Console.WriteLine("  Skipped: there are no credentials to spoil.");
            return;
        }

        // Credentials of your own, from wherever they come, are plugged in like this.
        AwsCredentials wrong = new(right.AccessKeyId, "not-the-secret-of-this-key", right.SessionToken);
        await using AmplifyClient impostor = AmplifyClient.Create(configuration, new AmplifyOptions
        {
            CredentialsProvider = new StaticCredentialsProvider(wrong),
            Handlers = { new CallPrinter() },
        });
        try
        {
            await impostor.Rest.GetAsync(ApiNames.Items, "/items");
            throw new InvalidOperationException("A wrong signature was accepted.");
        }
        catch (ApiException refusal)
        {
            Console.WriteLine($"  {refusal.GetType().Name}: {refusal.Message}");
        }
    }
}
