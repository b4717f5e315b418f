using Amplify.Api.Authorization;
using Amplify.Signing;

namespace Amplify.Api.Tests.Authorization;

public sealed class SigningTargetTests
{
    [Theory]
    [InlineData("abc.execute-api.eu-west-1.amazonaws.com", "eu-west-1", "execute-api")]
    [InlineData("ABC.Execute-API.EU-west-1.amazonaws.com", "eu-west-1", "execute-api")]
    [InlineData("abc.execute-api.cn-north-1.amazonaws.com.cn", "cn-north-1", "execute-api")]
    [InlineData("abc.execute-api.us-gov-west-1.amazonaws.com", "us-gov-west-1", "execute-api")]
    [InlineData("abc-vpce-0a1b.execute-api.us-west-2.amazonaws.com", "us-west-2", "execute-api")]
    [InlineData("vpce-0a1b-2c3d.execute-api.us-west-2.vpce.amazonaws.com", "us-west-2", "execute-api")]
    [InlineData("xyz.appsync-api.eu-central-1.amazonaws.com", "eu-central-1", "appsync")]
    [InlineData("xyz.appsync-realtime-api.eu-central-1.amazonaws.com", "eu-central-1", "appsync")]
    [InlineData("lambda.ap-southeast-2.amazonaws.com", "ap-southeast-2", "lambda")]
    [InlineData("lambda-fips.us-east-2.amazonaws.com", "us-east-2", "lambda")]
    [InlineData("url1.lambda-url.ca-central-1.on.aws", "ca-central-1", "lambda")]
    [InlineData("lambda.eu-west-1.api.aws", "eu-west-1", "lambda")]
    [InlineData("bucket.s3.us-west-2.amazonaws.com", "us-west-2", "s3")]
    [InlineData("s3.dualstack.us-west-2.amazonaws.com", "us-west-2", "s3")]
    [InlineData("search-x.eu-west-1.es.amazonaws.com", "eu-west-1", "es")]
    [InlineData("iam.amazonaws.com", "us-east-1", "iam")]
    [InlineData("api.example.com", "config-region", "execute-api")]
    [InlineData("d111.cloudfront.net", "config-region", "execute-api")]
    [InlineData("amazonaws.com.evil.example", "config-region", "execute-api")]
    [InlineData("notamazonaws.com", "config-region", "execute-api")]
    [InlineData("vpce.amazonaws.com", "config-region", "execute-api")]
    [InlineData("127.0.0.1", "config-region", "execute-api")]
    public void Resolve_Host_TellsRegionAndService(string host, string region, string service) =>
        Assert.Equal(new SigV4Scope(region, service), SigningTarget.Resolve(new Uri($"https://{host}/x"), null, null, "config-region", "execute-api"));

    [Fact]
    public void Resolve_ExplicitSettings_WinOverTheHost()
    {
        var address = new Uri("https://abc.execute-api.eu-west-1.amazonaws.com");

        Assert.Equal(new SigV4Scope("r", "execute-api"), SigningTarget.Resolve(address, "r", null, "config-region", "execute-api"));
        Assert.Equal(new SigV4Scope("eu-west-1", "s"), SigningTarget.Resolve(address, null, "s", "config-region", "execute-api"));
    }

    [Fact]
    public void Resolve_NothingKnown_HasDefaults() =>
        Assert.Equal(new SigV4Scope("us-east-1", "execute-api"), SigningTarget.Resolve(new Uri("https://api.example"), "", " ", null, "execute-api"));
}
