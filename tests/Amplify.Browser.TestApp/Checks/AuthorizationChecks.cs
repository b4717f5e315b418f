using Amplify.Signing;

namespace Amplify.Browser.TestApp.Checks;

/// <summary>Calls that are authorized otherwise than by the guest's signature, rightly and wrongly.</summary>
internal sealed class AuthorizationChecks(
    AmplifyClient amplify, AmplifyConfiguration configuration, SentHeaders sent, Func<string, Func<Task<string>>, Task> add)
{
    public async Task RunAsync()
    {
        await add("open", () => amplify.Rest.GetAsync<string>("MyPublicApi", "/hello", new() { AuthMode = AuthMode.None }));
        await add("headers given to the browser", () => Task.FromResult(sent.Names));
        await add("keyed", () => amplify.Rest.GetAsync<string>("MyKeyedApi", "/hello", new() { AuthMode = AuthMode.ApiKey }));
        await add("unsigned", () => amplify.Rest.GetAsync<string>("MyCloudApi", "/items", new() { AuthMode = AuthMode.None }));
        await add("wrong secret", RefusedAsync);
        await add("SigV4Handler", WithHandlerAsync);
    }

    private async Task<string> RefusedAsync()
    {
        AwsCredentials right = (await amplify.Auth.GetSessionAsync()).Credentials!;
        var wrong = new StaticCredentialsProvider(new AwsCredentials(right.AccessKeyId, "not-the-secret", right.SessionToken));
        await using var stranger = AmplifyClient.Create(configuration, new AmplifyOptions { CredentialsProvider = wrong });
        using RestResponse response = await stranger.Rest.SendAsync(HttpMethod.Get, "MyCloudApi", "/items");
        return $"{(int)response.StatusCode} {response.Headers["x-amzn-ErrorType"]}, {response.Headers["Date"]}";
    }

    private async Task<string> WithHandlerAsync()
    {
        AwsCredentials credentials = (await amplify.Auth.GetSessionAsync()).Credentials!;
        using var http = new HttpClient(new SigV4Handler(credentials, configuration.Region!, "execute-api"));
        using HttpResponseMessage response = await http.GetAsync(new Uri(amplify.Rest.EndpointOf("MyCloudApi") + "/items?order=it's"));
        return $"{(int)response.StatusCode}";
    }
}
