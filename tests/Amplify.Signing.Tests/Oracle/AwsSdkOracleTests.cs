using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using CsCheck;

namespace Amplify.Signing.Tests.Oracle;

/// <summary>The signer against AWS's own, request by request. AWS's always signs the content hash and never normalises the path.</summary>
public sealed class AwsSdkOracleTests
{
    private const long Requests = 20_000;
    private static readonly SigV4Signer Signer = new();

    [Fact]
    public void Sign_HostileRequests_EqualsAwsSdk() =>
        HostileRequest.Generator.Sample(request => Assert.Equal(SignWithAwsSdk(request), SignWithOurs(request)), iter: Requests);

    private static string SignWithOurs(HostileRequest request)
    {
        SigV4Request raw = new(request.Method, request.Target, [.. request.Headers, new("Host", "api.example.com")], SigV4PayloadHash.Of(request.Body));
        SigV4Options options = new() { NormalizePath = false, IncludePayloadHash = true };
        return Signer.Sign(raw, request.Credentials, request.Scope, request.Time, options).Headers.Single(static h => h.Key == "Authorization").Value;
    }

    private static string SignWithAwsSdk(HostileRequest request)
    {
        AWSSigningRequest signing = new()
        {
            HttpMethod = new HttpMethod(request.Method),
            RequestUri = request.Uri,
            Content = request.Body,
        };
        foreach ((string name, string value) in request.Headers)
        {
            signing.Headers[name] = value;
        }

        AwsCredentials own = request.Credentials;
        AWSCredentials credentials = own.SessionToken is null
            ? new BasicAWSCredentials(own.AccessKeyId, own.SecretAccessKey)
            : new SessionAWSCredentials(own.AccessKeyId, own.SecretAccessKey, own.SessionToken);
        AWSSigV4Parameters parameters = new()
        {
            Credentials = credentials,
            Region = RegionEndpoint.GetBySystemName(request.Region),
            Service = request.Service,
            SignedAt = request.Time.UtcDateTime,
        };
        return AWSSigV4Signer.Sign(signing, parameters).Headers.Single(static h => h.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)).Value;
    }
}
