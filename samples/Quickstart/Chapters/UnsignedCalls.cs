using Amplify;

namespace Quickstart.Chapters;

/// <summary>An API that anyone may call.</summary>
internal static class UnsignedCalls
{
    public static async Task RunAsync(AmplifyClient amplify)
    {
        // Where a whole API is public, set AuthMode on its RestEndpoint instead.
        RestOptions unsigned = new() { AuthMode = AuthMode.None };

        // SendAsync gives the whole answer whatever its status; the verbs throw on a status outside 2xx.
        using RestResponse response = await amplify.Rest.SendAsync(HttpMethod.Get, ApiNames.Public, "/hello", options: unsigned);
        Console.WriteLine($"         {response.Headers.GetValueOrDefault("Content-Type")}, {response.Body.Length} bytes");
        response.EnsureSuccess();
    }
}
