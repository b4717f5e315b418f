using Amplify.Auth.UserPool;

namespace Amplify.Auth.Tests.UserPool;

public sealed class UserPoolSettingsTests
{
    [Theory]
    [InlineData("us-east-1_AbC", null, null, "https://cognito-idp.us-east-1.amazonaws.com/", "AbC")]
    [InlineData("cn-north-1_AbC", null, null, "https://cognito-idp.cn-north-1.amazonaws.com.cn/", "AbC")]
    [InlineData("us-east-1_AbC", "eu-west-1", null, "https://cognito-idp.us-east-1.amazonaws.com/", "AbC")]
    [InlineData("local_AbC", "eu-west-1", null, "https://cognito-idp.eu-west-1.amazonaws.com/", "AbC")]
    [InlineData("local_AbC", null, "http://127.0.0.1:5000/pool", "http://127.0.0.1:5000/pool", "AbC")]
    public void Endpoint_ComesFromThePoolUnlessItIsSet(string pool, string? region, string? endpoint, string address, string name)
    {
        UserPoolSettings settings = UserPoolSettings.From(new() { UserPoolId = pool, UserPoolWebClientId = "c", Region = region, UserPoolEndpoint = endpoint })!;

        Assert.Equal((new Uri(address), name), (settings.Endpoint, settings.PoolName));
    }

    [Theory]
    [InlineData("local_AbC", null, "Auth.UserPoolId")]
    [InlineData("us-east-1_AbC", "not a URL", "Auth.UserPoolEndpoint")]
    [InlineData("us-east-1_AbC", "ftp://a.example", "Auth.UserPoolEndpoint")]
    public void Endpoint_CannotBeTold_NamesTheKey(string pool, string? endpoint, string key)
    {
        var error = Assert.Throws<AmplifyConfigurationException>(
            () => UserPoolSettings.From(new() { UserPoolId = pool, UserPoolWebClientId = "c", UserPoolEndpoint = endpoint }));

        Assert.Equal(key, error.Key);
    }

    [Theory]
    [InlineData(null, "client")]
    [InlineData("us-east-1_AbC", null)]
    [InlineData("us-east-1_AbC", " ")]
    public void PoolOrClientIsNotSet_ThereIsNoPool(string? pool, string? client) =>
        Assert.Null(UserPoolSettings.From(new() { UserPoolId = pool, UserPoolWebClientId = client }));

    [Fact]
    public void Text_HasNoSecret()
    {
        UserPoolSettings settings = UserPoolSettings.From(new() { UserPoolId = "us-east-1_AbC", UserPoolWebClientId = "c", UserPoolClientSecret = "client-secret" })!;

        Assert.Equal("us-east-1_AbC", settings.ToString());
    }
}
