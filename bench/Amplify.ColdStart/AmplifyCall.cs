using Amplify.Signing;

namespace Amplify.ColdStart;

/// <summary>One signed call with a client of ours.</summary>
internal static class AmplifyCall
{
    private const string Api = "Signed";

    /// <summary>Configured in code, with credentials at hand.</summary>
    public static Task<Answer> RunAsync(string address)
    {
        var configuration = new AmplifyConfiguration
        {
            Region = "us-east-1",
            Api = { Endpoints = { new() { Name = Api, Endpoint = address } } },
        };
        var credentials = new AwsCredentials(Variable("AWS_ACCESS_KEY_ID"), Variable("AWS_SECRET_ACCESS_KEY"));
        return GetAsync(configuration, new StaticCredentialsProvider(credentials));
    }

    /// <summary>Configured by a file, as a new guest of the identity pool: two more requests.</summary>
    public static Task<Answer> RunAsGuestAsync(string file) => GetAsync(AmplifyConfiguration.FromFile(file), credentials: null);

    private static async Task<Answer> GetAsync(AmplifyConfiguration configuration, IAwsCredentialsProvider? credentials)
    {
        using var amplify = AmplifyClient.Create(
            configuration, new AmplifyOptions { JsonSerializerOptions = AnswerJson.Default.Options, CredentialsProvider = credentials });
        return await amplify.Rest.GetAsync<Answer>(Api, "/answer");
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
