using Amplify.Signing;

namespace Amplify.Benchmarks.Calls;

/// <summary>A client that signs with credentials such as an identity pool gives, their session token of the usual length.</summary>
internal static class SignedClient
{
    public const string Api = "MyCloudApi";

    public static AwsCredentials Credentials { get; } = new("ASIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", new string('t', 800));

    public static AmplifyClient Create(Uri endpoint) => AmplifyClient.Create(
        new AmplifyConfiguration { Region = "us-east-1", Api = { Endpoints = { new() { Name = Api, Endpoint = endpoint.AbsoluteUri } } } },
        new AmplifyOptions { JsonSerializerOptions = CallJson.Default.Options, CredentialsProvider = new StaticCredentialsProvider(Credentials) });
}
