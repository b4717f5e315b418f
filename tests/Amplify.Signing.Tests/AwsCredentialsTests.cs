namespace Amplify.Signing.Tests;

public sealed class AwsCredentialsTests
{
    [Fact]
    public void ToString_HidesSecretAndToken()
    {
        string text = new AwsCredentials("ASIAIOSFODNN7EXAMPLE", Samples.Secret, Samples.Token, Samples.Time).ToString();

        Assert.Equal("AWS credentials (temporary, key ending in MPLE, expires 2026-02-03 04:05:06Z)", text);
    }

    [Theory]
    [InlineData("AKID\r\nX-Injected: 1", Samples.Secret, null)]
    [InlineData("AKID", Samples.Secret, "token\n")]
    [InlineData("AKID", Samples.Secret, "to ken")]
    [InlineData("AKIDÄ", Samples.Secret, null)]
    [InlineData("", Samples.Secret, null)]
    [InlineData("AKID", "", null)]
    public void Constructor_ValueThatNoHeaderCarries_RefusedWithoutShowingIt(string id, string secret, string? token)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new AwsCredentials(id, secret, token));

        Assert.DoesNotContain("Injected", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.Secret, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_EmptyToken_MeansNone() => Assert.Null(new AwsCredentials("id", "secret", "").SessionToken);
}
