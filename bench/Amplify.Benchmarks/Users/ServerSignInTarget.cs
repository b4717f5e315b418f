using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Amplify.Benchmarks.Backend;
using Amplify.Local;

namespace Amplify.Benchmarks.Users;

/// <summary>
/// What a sign-in by SRP costs the local backend in processor time. The claim is a wrong one, so that no client has to compute anything: the
/// backend does all that it does for a right one, but the two signatures of tokens.
/// </summary>
internal static class ServerSignInTarget
{
    private const int SignIns = 60;
    private const int WarmUp = 10;
    private const double MostMilliseconds = 40;

    // 2 to the power of 4,096: all that counts is that it is a number of a client's.
    private static readonly string ClientPublic = "1" + new string('0', 1024);

    /// <returns>The exit code: 1 when the target is missed.</returns>
    public static async Task<int> RunAsync()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync();
        using var http = new HttpClient { BaseAddress = backend.UserPool.Endpoint };
        using var self = Process.GetCurrentProcess();
        var costs = new List<double>();
        for (int i = -WarmUp; i < SignIns; i++)
        {
            // Each name once: none is locked.
            string username = $"user{i}";
            backend.UserPool.AddUser(username, "Tr0ub4dor&3");
            self.Refresh();
            TimeSpan before = self.TotalProcessorTime;
            await SignInAsync(http, backend.UserPool.ClientId, username);
            self.Refresh();
            if (i >= 0)
            {
                costs.Add((self.TotalProcessorTime - before).TotalMilliseconds);
            }
        }

        double median = ThroughputBenchmark.Median(costs);
        bool held = median <= MostMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(held ? "held  " : "MISSED")} sign-in, the backend's side: {median:0} of at most {MostMilliseconds:0} ms of processor time (from {costs.Min():0} to {costs.Max():0})"));
        return held ? 0 : 1;
    }

    private static async Task SignInAsync(HttpClient http, string clientId, string username)
    {
        JsonElement challenge = await CallAsync(http, "InitiateAuth", new
        {
            ClientId = clientId,
            AuthFlow = "USER_SRP_AUTH",
            AuthParameters = new { USERNAME = username, SRP_A = ClientPublic },
        });
        JsonElement answer = await CallAsync(http, "RespondToAuthChallenge", new
        {
            ClientId = clientId,
            ChallengeName = "PASSWORD_VERIFIER",
            Session = challenge.GetProperty("Session").GetString(),
            ChallengeResponses = new
            {
                USERNAME = username,
                PASSWORD_CLAIM_SECRET_BLOCK = challenge.GetProperty("ChallengeParameters").GetProperty("SECRET_BLOCK").GetString(),
                PASSWORD_CLAIM_SIGNATURE = "d3Jvbmc=",
                TIMESTAMP = "Sun Nov 2 03:04:05 UTC 2025",
            },
        });
        if (answer.GetProperty("__type").GetString() != "NotAuthorizedException")
        {
            throw new InvalidOperationException(answer.GetRawText());
        }
    }

    private static async Task<JsonElement> CallAsync(HttpClient http, string operation, object input)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "") { Content = JsonContent.Create(input, options: JsonSerializerOptions.Default) };
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation);
        using HttpResponseMessage response = await http.SendAsync(request);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
