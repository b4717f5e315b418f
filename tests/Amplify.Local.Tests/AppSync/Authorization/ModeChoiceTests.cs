using Amplify.Local.AppSync.Authorization;

namespace Amplify.Local.Tests.AppSync.Authorization;

public sealed class ModeChoiceTests
{
    private static LocalAppSyncOptions AllModes => new()
    {
        AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool, AppSyncAuthMode.Oidc, AppSyncAuthMode.Lambda],
        LambdaAuthorizer = new AppSyncLambdaAuthorizer(static (_, _) => new(new AppSyncAuthorizerResult { IsAuthorized = true })),
    };

    [Fact]
    public async Task Send_SignatureAndKey_IsIam()
    {
        using var harness = new AuthorizationHarness(AllModes);
        AppSyncAuthorizationRequest request = await harness.SignedAsync();

        AppSyncAuthorization authorization =
            await harness.SendAsync(request with { Headers = [.. request.Headers, new("x-api-key", harness.ApiKeys.Create().Id)] });

        Assert.Equal("Iam", authorization.Text());
    }

    [Fact]
    public async Task Send_KeyAndToken_IsTheKey()
    {
        using var harness = new AuthorizationHarness(AllModes);
        string key = harness.ApiKeys.Create().Id;

        Assert.Equal("ApiKey", (await harness.SendAsync(("Authorization", harness.UserPool.IssueIdToken("ann")), ("x-api-key", key))).Text());
    }

    [Fact]
    public async Task Send_Token_GoesToTheProviderThatItNames()
    {
        using var harness = new AuthorizationHarness(AllModes);

        Assert.Equal("UserPool", (await harness.SendTokenAsync(harness.UserPool.IssueAccessToken("ann"))).Text());
        Assert.Equal("Oidc", (await harness.SendTokenAsync(harness.Oidc.IssueToken("ann"))).Text());
    }

    [Theory]
    [InlineData("custom-token")]
    [InlineData("Bearer x")]
    [InlineData("a.b.c")]
    public async Task Send_AnyOtherToken_GoesToTheFunction(string token)
    {
        using var harness = new AuthorizationHarness(AllModes);

        Assert.Equal("Lambda", (await harness.SendTokenAsync(token)).Text());
    }

    [Fact]
    public async Task Send_TokenOfAnUnknownIssuer_GoesToTheFunction()
    {
        using var harness = new AuthorizationHarness(AllModes);
        string token = harness.Oidc.IssueToken("ann", new LocalTokenOptions { Claims = new Dictionary<string, object?> { ["iss"] = "https://example.com" } });

        Assert.Equal("Lambda", (await harness.SendTokenAsync(token)).Text());
    }

    [Fact]
    public async Task Send_BadTokenOfAKnownIssuer_IsNotAskedOfTheFunction()
    {
        using var harness = new AuthorizationHarness(AllModes);

        Assert.Equal(Outcome.Expired, (await harness.SendTokenAsync(harness.Oidc.IssueToken("ann", new() { Lifetime = TimeSpan.Zero }))).Text());
    }

    [Theory]
    [InlineData(AppSyncAuthMode.ApiKey, "401 UnauthorizedException: Missing authorization header")]
    [InlineData(AppSyncAuthMode.Iam, "401 UnauthorizedException: Missing authorization header")]
    [InlineData(AppSyncAuthMode.UserPool, "401 UnauthorizedException: Valid authorization header not provided.")]
    [InlineData(AppSyncAuthMode.Oidc, "401 UnauthorizedException: Valid authorization header not provided.")]
    public async Task Send_NoCredentials_IsRefused(AppSyncAuthMode mode, string expected)
    {
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions { DefaultMode = mode });

        Assert.Equal(expected, (await harness.SendAsync()).Text());
        Assert.Equal(expected, (await harness.SendAsync(("Authorization", " "))).Text());
    }

    [Fact]
    public async Task Send_ModeThatIsOff_IsRefused()
    {
        const string Schema = "type Query { f: Int }";
        using var onlyKeys = new AuthorizationHarness(new LocalAppSyncOptions { Schema = Schema });
        using var onlyUsers = new AuthorizationHarness(new LocalAppSyncOptions { Schema = Schema, DefaultMode = AppSyncAuthMode.UserPool });

        Assert.Equal(Outcome.NotAuthorized, (await onlyKeys.SendAsync(await onlyKeys.SignedAsync())).Text());
        Assert.Equal(Outcome.NotAuthorized, (await onlyKeys.SendTokenAsync(onlyKeys.UserPool.IssueIdToken("ann"))).Text());
        Assert.Equal(Outcome.NotAuthorized, (await onlyKeys.SendTokenAsync("custom-token")).Text());
        Assert.Equal(Outcome.NotAuthorized, (await onlyUsers.SendAsync(("x-api-key", onlyUsers.ApiKeys.Create().Id))).Text());
        Assert.Equal(Outcome.NotAuthorized, (await onlyUsers.SendTokenAsync(onlyUsers.Oidc.IssueToken("ann"))).Text());
    }

    [Fact]
    public void Create_LambdaModeWithoutItsFunction_IsRefused()
    {
        var none = new LocalAppSyncOptions { DefaultMode = AppSyncAuthMode.Lambda };
        var unknown = new LocalAppSyncOptions { DefaultMode = AppSyncAuthMode.Lambda, LambdaAuthorizer = new AppSyncLambdaAuthorizer("judge") };

        Assert.Contains("LambdaAuthorizer", Assert.Throws<ArgumentException>(() => new AuthorizationHarness(none)).Message, StringComparison.Ordinal);
        Assert.Contains("'judge'", Assert.Throws<ArgumentException>(() => new AuthorizationHarness(unknown)).Message, StringComparison.Ordinal);
    }
}
