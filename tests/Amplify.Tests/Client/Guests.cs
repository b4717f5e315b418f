using System.Net;
using System.Text;
using Amplify.Testing;

namespace Amplify.Tests.Client;

/// <summary>Answers an identity pool's calls, and every other one with an empty object.</summary>
internal static class Guests
{
    public const string PoolId = "us-east-1:11111111-2222-3333-4444-555555555555";
    public const string SecretKey = "wJalrXUtnFEMIK7MDENGbPxRfiCYSECRETKEY";
    public const string SessionToken = "FwoGZXIvYXdzEBYaDSESSIONTOKEN==";
    public const string ApiKey = "da2-0123456789APIKEY";

    public static StubHandler Handler(HttpStatusCode status = HttpStatusCode.OK, string body = "{}") => new((request, _) =>
    {
        bool identity = request.Headers.TryGetValues("X-Amz-Target", out IEnumerable<string>? target);
        string json = !identity ? body : target!.Single().EndsWith("GetId", StringComparison.Ordinal)
            ? """{"IdentityId":"us-east-1:guest"}"""
            : $$$"""{"IdentityId":"us-east-1:guest","Credentials":{"AccessKeyId":"ASIAGUEST","SecretKey":"{{{SecretKey}}}","SessionToken":"{{{SessionToken}}}","Expiration":4e9}}""";
        return Task.FromResult(new HttpResponseMessage(identity ? HttpStatusCode.OK : status) { Content = new StringContent(json, Encoding.UTF8, "application/json") });
    });

    public static AmplifyConfiguration Configuration(string endpoint = "https://api.example.com/prod") => new()
    {
        Region = "eu-north-1",
        Auth = { IdentityPoolId = PoolId },
        Api = { Endpoints = { new() { Name = "MyApi", Endpoint = endpoint, ApiKey = ApiKey } } },
    };
}
