using System.Text.Json;
using Amplify.Local.Tests.Support;
using static Amplify.Local.Tests.Cognito.HostedUi.HostedUiHarness;

namespace Amplify.Local.Tests.Cognito.HostedUi;

public sealed class OtherProviderTests
{
    private static readonly LocalOAuthOptions WithProviders = new() { CallbackUrls = [Callback], IdentityProviders = ["Google", "My & Co"] };

    private static string TargetOf(HostedUiHarness harness, string provider = "Google") => "/login?" + harness.Query(("identity_provider", provider));

    private static async Task<Reply> SignInAsync(HostedUiHarness harness, string user, string email = "", string provider = "Google")
    {
        string target = TargetOf(harness, provider);
        return await harness.SubmitAsync(await harness.VisitAsync("GET", target), target, ("provider_user", user), ("provider_email", email));
    }

    [Fact]
    public async Task Authorize_WithAProvider_LeadsToItsPage()
    {
        await using HostedUiHarness harness = await StartAsync(WithProviders);

        Reply redirect = await harness.AuthorizeAsync(("identity_provider", "Google"));
        Reply page = await harness.VisitAsync("GET", redirect.Header("Location")!);

        Assert.Equal(TargetOf(harness), redirect.Header("Location"));
        Assert.Contains("Sign in with Google", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"password\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfThePool_LinksTheProvidersOfTheClient()
    {
        await using HostedUiHarness harness = await StartAsync(WithProviders);

        Reply page = await harness.VisitAsync("GET", "/login?" + harness.Query(("identity_provider", "COGNITO")));

        Assert.Contains($"{harness.Query().Replace("&", "&amp;", StringComparison.Ordinal)}&amp;identity_provider=Google\">Continue with Google</a>", page.Text, StringComparison.Ordinal);
        Assert.Contains("identity_provider=My%20%26%20Co\">Continue with My &amp; Co</a>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_User_IsAUserOfThePoolNamedAfterTheProvider()
    {
        await using HostedUiHarness harness = await StartAsync(WithProviders);

        Reply tokens = await harness.ExchangeAsync(ParametersOf(await SignInAsync(harness, "1234", "ann@gmail.example"))["code"]);

        JsonElement claims = ClaimsOf(tokens.Json.GetProperty("id_token").GetString()!);
        Assert.Equal(("Google_1234", "ann@gmail.example"), (claims.GetProperty("cognito:username").GetString(), claims.GetProperty("email").GetString()));
        Assert.Equal([$"{harness.Pool.PoolId}_Google"], claims.GetProperty("cognito:groups").EnumerateArray().Select(group => group.GetString()));
        Assert.Equal(
            """[{"userId":"1234","providerName":"Google","providerType":"Google","issuer":null,"primary":"true","dateCreated":"1772600767000"}]""",
            claims.GetProperty("identities").GetRawText());
        Assert.Equal(LocalUserStatus.ExternalProvider, harness.Pool.FindUser("Google_1234")!.Status);
    }

    [Theory]
    [InlineData("identity_provider", "Corp")]
    [InlineData("idp_identifier", "corp.example")]
    [InlineData("idp_identifier", "CORP.example")]
    public async Task SignIn_UserOfASamlProvider_IsMarkedSo(string parameter, string value)
    {
        await using HostedUiHarness harness = await StartAsync(
            new() { CallbackUrls = [Callback], IdentityProviders = ["Google", "Corp"] },
            providers: [new("Corp") { IsSaml = true, Identifiers = ["corp.example"], Issuer = "https://idp.corp.example/saml" }]);
        Reply redirect = await harness.AuthorizeAsync((parameter, value));
        string target = redirect.Header("Location")!;

        Reply done = await harness.SubmitAsync(await harness.VisitAsync("GET", target), target, ("provider_user", "ann"), ("provider_email", ""));

        JsonElement claims = ClaimsOf((await harness.ExchangeAsync(ParametersOf(done)["code"])).Json.GetProperty("id_token").GetString()!);
        Assert.Equal("Corp_ann", claims.GetProperty("cognito:username").GetString());
        Assert.Equal(
            """[{"userId":"ann","providerName":"Corp","providerType":"SAML","issuer":"https://idp.corp.example/saml","primary":"true","dateCreated":"1772600767000"}]""",
            claims.GetProperty("identities").GetRawText());
    }

    [Fact]
    public async Task SignIn_ProviderThatNothingIsKnownOf_SpeaksOpenIdConnect()
    {
        await using HostedUiHarness harness = await StartAsync(WithProviders);

        Reply tokens = await harness.ExchangeAsync(ParametersOf(await SignInAsync(harness, "7", provider: "My & Co"))["code"]);

        JsonElement identity = ClaimsOf(tokens.Json.GetProperty("id_token").GetString()!).GetProperty("identities")[0];
        Assert.Equal(("OIDC", JsonValueKind.Null), (identity.GetProperty("providerType").GetString(), identity.GetProperty("issuer").ValueKind));
    }

    [Fact]
    public async Task Authorize_SignedInOtherwise_StillLeadsToTheProvider()
    {
        await using HostedUiHarness harness = await StartAsync(WithProviders);
        await harness.SignInAsync();

        Reply asPool = await harness.AuthorizeAsync();
        Reply asGoogle = await harness.AuthorizeAsync(("identity_provider", "Google"));
        await SignInAsync(harness, "1234");
        Reply asGoogleAgain = await harness.AuthorizeAsync(("identity_provider", "Google"));

        Assert.Contains("code", ParametersOf(asPool).Keys);
        Assert.Equal(TargetOf(harness), asGoogle.Header("Location"));
        Assert.Contains("code", ParametersOf(asGoogleAgain).Keys);
    }

    [Fact]
    public async Task SignIn_Again_IsTheSameUserWithTheProvidersAddress()
    {
        await using HostedUiHarness harness = await StartAsync(WithProviders);
        await SignInAsync(harness, "1234", "ann@gmail.example");
        string sub = harness.Pool.FindUser("Google_1234")!.UserSub;

        await SignInAsync(harness, "1234", "ann@new.example");
        await SignInAsync(harness, "1234", provider: "My & Co");

        LocalUserPoolUser user = harness.Pool.FindUser("Google_1234")!;
        Assert.Equal((sub, "ann@new.example"), (user.UserSub, user.Attributes["email"]));
        Assert.NotEqual(sub, harness.Pool.FindUser("My & Co_1234")!.UserSub);
    }

    [Fact]
    public async Task SignIn_UserOfAProvider_HasNoPassword()
    {
        await using HostedUiHarness harness = await StartAsync(WithProviders);
        await SignInAsync(harness, "1234");

        Reply page = await harness.SignInAsync("Google_1234", Password);

        Assert.Contains("Incorrect username or password.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WhatCannotBe_IsToldOnThePage()
    {
        await using HostedUiHarness harness = await StartAsync(WithProviders);
        await SignInAsync(harness, "1234");

        Reply badAddress = await SignInAsync(harness, "5678", "no address");
        harness.Pool.SetEnabled("Google_1234", false);
        Reply disabled = await SignInAsync(harness, "1234");

        Assert.Contains("Invalid email address format.", badAddress.Text, StringComparison.Ordinal);
        Assert.Contains("The user id is too long", (await SignInAsync(harness, new string('1', 200))).Text, StringComparison.Ordinal);
        Assert.Contains("User is disabled.", disabled.Text, StringComparison.Ordinal);
        Assert.Equal(400, (await SignInAsync(harness, "")).Code);
        Assert.Null(harness.Pool.FindUser("Google_5678"));
    }

    [Fact]
    public async Task SignIn_FormOfAnotherSite_IsForbidden()
    {
        await using HostedUiHarness harness = await StartAsync(WithProviders);

        Assert.Equal(403, (await harness.VisitAsync("POST", TargetOf(harness), ("provider_user", "1234"))).Code);
        Assert.Null(harness.Pool.FindUser("Google_1234"));
    }

    [Fact]
    public async Task Authorize_ProviderThatTheClientDoesNotHave_IsAnError()
    {
        await using HostedUiHarness harness = await StartAsync();

        Assert.Equal("invalid_request", ParametersOf(await harness.AuthorizeAsync(("identity_provider", "Google")))["error"]);
        Assert.Equal("invalid_request", ParametersOf(await harness.AuthorizeAsync(("idp_identifier", "corp.example")))["error"]);
    }
}
