using System.Net.Sockets;
using System.Web;
using Amplify.Testing;

namespace Amplify.Tests.SignIn;

/// <summary>Signing in at the hosted pages from a desktop application, against the local backend.</summary>
public sealed class HostedUiDesktopTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task SignIn_AtThePages_TheSessionIsAsAfterAnyOtherSignIn(string host)
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync(host);
        TaskCompletionSource<string> closing = new();
        await using AmplifyClient amplify = harness.CreateWithUser(closing);

        SignInStep.Done done = await amplify.Auth.SignInWithHostedUiAsync(cancellationToken: Token);
        AuthSession session = await amplify.Auth.GetSessionAsync(cancellationToken: Token);
        string shown = await closing.Task;
        harness.Time.Advance(TimeSpan.FromDays(1));
        await using AmplifyClient later = harness.Create();
        AuthSession renewed = await later.Auth.GetSessionAsync(cancellationToken: Token);

        Assert.Equal("ann", done.Username);
        Assert.Contains("You are signed in", shown, StringComparison.Ordinal);
        Assert.Equal((true, "ann", "ann@example.com"), (session.IsSignedIn, session.Username, session.Tokens!.IdToken!.GetClaim("email")));
        Assert.Equal((session.UserSub, session.IdentityId), (renewed.UserSub, renewed.IdentityId));
        Assert.NotEqual(session.Tokens.AccessToken.Value, renewed.Tokens!.AccessToken.Value);
        Assert.Equal("ann@example.com", (await later.Auth.GetUserAttributesAsync(Token))["email"]);
    }

    [Fact]
    public async Task SignIn_ClientWithSecret_ShowsIt()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync(hasSecret: true);
        using HostedPages user = harness.User;
        await using AmplifyClient amplify = harness.Create(change: configuration => configuration.Auth.UserPoolClientSecret = harness.Backend.UserPool.ClientSecretOf("web"));

        Uri back = await user.SignInAsync(await amplify.Auth.BeginHostedUiSignInAsync(cancellationToken: Token));

        Assert.Equal("ann", (await amplify.Auth.CompleteHostedUiSignInAsync(back, Token)).Username);
    }

    [Fact]
    public async Task SignIn_AnotherState_IsNotUsedAndTheUserIsTold()
    {
        Task<string>? shown = null;
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using AmplifyClient amplify = harness.Create(_ =>
        {
            shown = BeginReadAsync(harness, "?code=theirs&state=theirs");
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.SignInWithHostedUiAsync(cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.StateMismatch, error.Reason);
        Assert.DoesNotContain("theirs", error.Message, StringComparison.Ordinal);
        Assert.Contains("You are not signed in", await shown!, StringComparison.Ordinal);
        Assert.False((await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task SignIn_PortZero_ListensAtAFreeOneAndTellsThePagesWhich(string host)
    {
        string? redirectUri = null;
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        using var browser = new HttpClient();
        Task<string>? shown = null;
        await using AmplifyClient amplify = harness.Create(page =>
        {
            redirectUri = HttpUtility.ParseQueryString(page.Query)["redirect_uri"]!;
            shown = browser.GetStringAsync(new Uri($"{redirectUri}?error=access_denied&state={HttpUtility.ParseQueryString(page.Query)["state"]}"), Token);
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(
            () => amplify.Auth.SignInWithHostedUiAsync(new() { RedirectUri = $"http://{host}:0/signed-in" }, Token));

        Assert.Equal(AmplifyAuthReason.SignInRefused, error.Reason);
        Assert.Matches($"^http://{host}:[1-9][0-9]*/signed-in$", redirectUri);
        Assert.Contains("You are not signed in", await shown!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_RefusedByTheUser_IsTold()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        Task<string>? shown = null;
        await using AmplifyClient amplify = harness.Create(page =>
        {
            string state = HttpUtility.ParseQueryString(page.Query)["state"]!;
            shown = BeginReadAsync(harness, $"?error=access_denied&error_description=No%0Athanks&state={state}");
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.SignInWithHostedUiAsync(cancellationToken: Token));

        Assert.Equal((AmplifyAuthReason.SignInRefused, "access_denied"), (error.Reason, error.ErrorType));
        Assert.Contains("No thanks", error.Message, StringComparison.Ordinal);
        Assert.Contains("You are not signed in", await shown!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_OtherRequestsAndSilentConnections_DoNotEndTheWait()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        TaskCompletionSource<string> closing = new();
        using var silent = new TcpClient();
        using var client = new HttpClient();
        var root = new Uri(harness.Callback, "/");
        List<int> statuses = [];
        await using AmplifyClient amplify = harness.Create(async page =>
        {
            await silent.ConnectAsync("127.0.0.1", root.Port, Token);
            statuses.Add((int)(await client.GetAsync(new Uri(root, "/favicon.ico"), Token)).StatusCode);
            statuses.Add((int)(await client.GetAsync(new Uri(root.AbsoluteUri + "/elsewhere.example/signed-in?code=x"), Token)).StatusCode);
            Uri back = await harness.User.SignInAsync(page);
            _ = ReadAsync(harness, back, closing);
        });

        SignInStep.Done done = await amplify.Auth.SignInWithHostedUiAsync(cancellationToken: Token);

        Assert.Equal("ann", done.Username);
        Assert.Equal([404, 404], statuses);
        Assert.Contains("You are signed in", await closing.Task, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_UserDoesNotComeBack_TimesOutAndThePortIsFree()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using AmplifyClient amplify = harness.Create(_ =>
        {
            harness.Time.Advance(TimeSpan.FromMinutes(2));
            return Task.CompletedTask;
        });

        var late = await Assert.ThrowsAsync<AmplifyTimeoutException>(() => amplify.Auth.SignInWithHostedUiAsync(new() { Timeout = TimeSpan.FromMinutes(2) }, Token));
        using var port = new TcpListener(System.Net.IPAddress.Loopback, harness.Callback.Port);
        port.Start();
        var taken = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.SignInWithHostedUiAsync(cancellationToken: Token));

        Assert.Equal(TimeSpan.FromMinutes(2), late.Timeout);
        Assert.Equal(AmplifyAuthReason.RedirectUnavailable, taken.Reason);
    }

    [Fact]
    public async Task SignIn_BrowserIsShownUntilTheUserIsBack_Ends()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using AmplifyClient amplify = harness.Create(async page => await harness.User.ReadAsync(await harness.User.SignInAsync(page)));

        Assert.Equal("ann", (await amplify.Auth.SignInWithHostedUiAsync(cancellationToken: Token)).Username);
    }

    [Fact]
    public async Task SignIn_Cancelled_EndsTheWait()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using AmplifyClient amplify = harness.Create(_ => cancellation.CancelAsync());

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => amplify.Auth.SignInWithHostedUiAsync(cancellationToken: cancellation.Token));

        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task SignIn_BrowserCannotBeOpened_IsTold()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using AmplifyClient amplify = harness.Create(_ => throw new InvalidOperationException("There is no display."));

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.SignInWithHostedUiAsync(cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.BrowserUnavailable, error.Reason);
        Assert.Contains("There is no display.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_AtThePages_TheBrowserHasToSignInAgain()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using (AmplifyClient first = harness.CreateWithUser(new()))
        {
            await first.Auth.SignInWithHostedUiAsync(cancellationToken: Token);
        }

        await using (AmplifyClient again = harness.CreateWithUser(new()))
        {
            await again.Auth.SignInWithHostedUiAsync(cancellationToken: Token);
        }

        Assert.Equal(1, harness.User.SignIns);
        TaskCompletionSource<string> closing = new();
        await using (AmplifyClient leaving = harness.CreateWithUser(closing))
        {
            await leaving.Auth.SignOutWithHostedUiAsync(cancellationToken: Token);
            Assert.False((await leaving.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        }

        await using AmplifyClient later = harness.CreateWithUser(new());
        await later.Auth.SignInWithHostedUiAsync(cancellationToken: Token);
        Assert.Contains("You are signed out", await closing.Task, StringComparison.Ordinal);
        Assert.Equal(2, harness.User.SignIns);
    }

    [Fact]
    public async Task SignIn_NoUrlOnThisMachine_IsToldByItsKey()
    {
        await using HostedUiHarness harness = await HostedUiHarness.StartAsync();
        await using AmplifyClient amplify = harness.Create(change: configuration => configuration.Auth.OAuth!.RedirectSignIn.RemoveAt(1));
        await using AmplifyClient without = harness.Create(change: configuration => configuration.Auth.OAuth = null);

        var noUrl = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => amplify.Auth.SignInWithHostedUiAsync(cancellationToken: Token));
        var noPages = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => without.Auth.SignInWithHostedUiAsync(cancellationToken: Token));

        Assert.Equal(("Auth.OAuth.RedirectSignIn", "Auth.OAuth.Domain"), (noUrl.Key, noPages.Key));
    }

    // The page comes once the application has ended the sign-in.
    private static Task<string> BeginReadAsync(HostedUiHarness harness, string query) => harness.User.ReadAsync(new Uri(harness.Callback + query));

    private static async Task ReadAsync(HostedUiHarness harness, Uri page, TaskCompletionSource<string> shown) => shown.SetResult(await harness.User.ReadAsync(page));
}
