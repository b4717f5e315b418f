using System.Collections.Specialized;
using System.Net;
using System.Web;
using Amplify.Testing;

namespace Amplify.Tests.SignIn;

/// <summary>Signing in at the hosted pages from an application in a browser or on a server, against the local backend.</summary>
public sealed class HostedUiWebTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_BegunByOneInstance_IsEndedByAnotherOnce()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using AmplifyClient first = harness.Create();
        await using AmplifyClient second = harness.Create();

        Uri page = await first.Auth.BeginHostedUiSignInAsync(cancellationToken: Token);
        Uri back = await harness.User.SignInAsync(page);
        SignInStep.Done done = await second.Auth.CompleteHostedUiSignInAsync(back, Token);
        var replayed = await Assert.ThrowsAsync<AmplifyAuthException>(() => first.Auth.CompleteHostedUiSignInAsync(back, Token));

        Assert.StartsWith(HostedUiHarness.WebCallback, back.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("ann", done.Username);
        Assert.True((await second.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.Equal(AmplifyAuthReason.NoSignInUnderWay, replayed.Reason);
    }

    [Fact]
    public async Task SignIn_Begun_AsksForWhatTheOptionsSay()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using AmplifyClient amplify = harness.Create();

        Uri page = await amplify.Auth.BeginHostedUiSignInAsync(
            new() { IdentityProvider = "Corp SAML", Scopes = { "openid", "email" }, LoginHint = "ann&b", Language = "de", Prompt = "login", RedirectUri = harness.Callback.AbsoluteUri }, Token);

        NameValueCollection query = HttpUtility.ParseQueryString(page.Query);
        Assert.Equal(new Uri(harness.Backend.UserPool.HostedUiEndpoint, "/oauth2/authorize").AbsoluteUri, page.GetLeftPart(UriPartial.Path));
        Assert.Equal(("code", "S256", harness.Backend.UserPool.ClientId), (query["response_type"], query["code_challenge_method"], query["client_id"]));
        Assert.Equal(("Corp SAML", "openid email", "ann&b"), (query["identity_provider"], query["scope"], query["login_hint"]));
        Assert.Equal(("de", "login", harness.Callback.AbsoluteUri), (query["lang"], query["prompt"], query["redirect_uri"]));
        Assert.Equal((43, 43, 43), (query["state"]!.Length, query["nonce"]!.Length, query["code_challenge"]!.Length));
    }

    [Fact]
    public async Task SignIn_AnotherState_IsNotUsedAndTheRightOneStillIs()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using AmplifyClient amplify = harness.Create();
        Uri back = await harness.User.SignInAsync(await amplify.Auth.BeginHostedUiSignInAsync(cancellationToken: Token));
        var forged = new Uri(back.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.CompleteHostedUiSignInAsync(forged, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => amplify.Auth.CompleteHostedUiSignInAsync(new Uri(HostedUiHarness.WebCallback), Token));

        Assert.Equal(AmplifyAuthReason.StateMismatch, error.Reason);
        Assert.Equal("ann", (await amplify.Auth.CompleteHostedUiSignInAsync(back, Token)).Username);
    }

    [Theory]
    [InlineData(6, AmplifyAuthReason.ChallengeExpired)]
    [InlineData(61, AmplifyAuthReason.NoSignInUnderWay)]
    public async Task SignIn_EndedTooLate_IsRefused(int minutes, AmplifyAuthReason reason)
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using AmplifyClient amplify = harness.Create();
        Uri back = await harness.User.SignInAsync(await amplify.Auth.BeginHostedUiSignInAsync(cancellationToken: Token));
        harness.Time.Advance(TimeSpan.FromMinutes(minutes));

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.CompleteHostedUiSignInAsync(back, Token));

        Assert.Equal(reason, error.Reason);
    }

    [Fact]
    public async Task SignIn_IdTokenOfAnotherSignIn_IsNotTaken()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        string id = harness.Backend.UserPoolTokens.IssueIdToken("ann");
        using StubHandler pages = StubHandler.Answering(HttpStatusCode.OK, $$"""{"access_token":"{{id}}","id_token":"{{id}}","token_type":"Bearer"}""");
        await using AmplifyClient amplify = harness.Create(handler: pages);
        string state = HttpUtility.ParseQueryString((await amplify.Auth.BeginHostedUiSignInAsync(cancellationToken: Token)).Query)["state"]!;

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(
            () => amplify.Auth.CompleteHostedUiSignInAsync(new Uri($"{HostedUiHarness.WebCallback}?code=c&state={state}"), Token));

        Assert.Equal(AmplifyAuthReason.StateMismatch, error.Reason);
        Assert.Equal("/oauth2/token", pages.Only.Uri.AbsolutePath);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>", AmplifyAuthReason.UnexpectedAnswer)]
    [InlineData(HttpStatusCode.OK, "{}", AmplifyAuthReason.UnexpectedAnswer)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"invalid_client"}""", AmplifyAuthReason.UserPoolUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError, "", AmplifyAuthReason.ServiceUnavailable)]
    [InlineData(HttpStatusCode.NotFound, "<html>", AmplifyAuthReason.Unknown)]
    public async Task SignIn_TokenEndpointFails_TellsWhy(HttpStatusCode status, string body, AmplifyAuthReason reason)
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        using StubHandler pages = StubHandler.Answering(status, body);
        await using AmplifyClient amplify = harness.Create(handler: pages);
        string state = HttpUtility.ParseQueryString((await amplify.Auth.BeginHostedUiSignInAsync(cancellationToken: Token)).Query)["state"]!;

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(
            () => amplify.Auth.CompleteHostedUiSignInAsync(new Uri($"{HostedUiHarness.WebCallback}?code=c0de&state={state}"), Token));

        Assert.Equal(reason, error.Reason);
        Assert.Single(pages.Requests);
        Assert.DoesNotContain("c0de", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOutUrl_LeadsToThePagesAndBack()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using AmplifyClient amplify = harness.Create();

        Uri back = await harness.User.FollowAsync(amplify.Auth.GetHostedUiSignOutUrl());

        Assert.Equal(HostedUiHarness.WebCallback, back.AbsoluteUri);
    }
}
