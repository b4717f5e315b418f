using Amplify.Local.Tests.Support;
using static Amplify.Local.Tests.Cognito.HostedUi.HostedUiHarness;

namespace Amplify.Local.Tests.Cognito.HostedUi;

public sealed class AccountPageTests
{
    private const string Another = "An0ther!Password";

    private static async Task<Reply> SubmitAsync(HostedUiHarness harness, string target, params (string Name, string Value)[] fields) =>
        await harness.SubmitAsync(await harness.VisitAsync("GET", target), target, fields);

    private static string Target(HostedUiHarness harness, string path) => $"{path}?{harness.Query()}";

    private static async Task<string> SentCodeAsync(HostedUiHarness harness, string username) =>
        (await harness.Pool.WaitForCodeAsync(username, Harness.Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Harness.Cancellation)).Code;

    [Fact]
    public async Task SignUp_ThenTheCode_LeadsBackToTheSignInPage()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply signUp = await SubmitAsync(
            harness, Target(harness, "/signup"), ("Username", "john <j>"), ("Password", Password), ("attribute.email", "john@example.com"));
        Assert.Contains("failed to satisfy constraint", signUp.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<j>", signUp.Text, StringComparison.Ordinal);

        signUp = await SubmitAsync(harness, Target(harness, "/signup"), ("Username", "john&co"), ("Password", Password), ("attribute.email", "john@example.com"));
        string confirmation = signUp.Header("Location")!;
        Reply page = await harness.VisitAsync("GET", confirmation);
        Reply confirmed = await harness.SubmitAsync(
            page, confirmation, ("Username", "john&co"), ("ConfirmationCode", await SentCodeAsync(harness, "john&co")));

        Assert.Equal($"{Target(harness, "/confirmUser")}&username=john%26co", confirmation);
        Assert.Contains("value=\"john&amp;co\"", page.Text, StringComparison.Ordinal);
        Assert.Equal((302, Target(harness, "/login")), (confirmed.Code, confirmed.Header("Location")));
        Assert.Contains("code", ParametersOf(await harness.SignInAsync("john&co")).Keys);
    }

    [Fact]
    public async Task SignUp_WrongCode_IsToldOnThePage()
    {
        await using HostedUiHarness harness = await StartAsync();
        await SubmitAsync(harness, Target(harness, "/signup"), ("Username", "john"), ("Password", Password), ("attribute.email", "john@example.com"));

        Reply reply = await SubmitAsync(harness, Target(harness, "/confirmUser"), ("Username", "john"), ("ConfirmationCode", "wrong"));

        Assert.Contains("Invalid verification code provided, please try again.", reply.Text, StringComparison.Ordinal);
        Assert.Equal(LocalUserStatus.Unconfirmed, harness.Pool.FindUser("john")!.Status);
    }

    [Fact]
    public async Task Recovery_Code_SetsAnotherPassword()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply asked = await SubmitAsync(harness, Target(harness, "/forgotPassword"), ("Username", "jane"));
        string target = asked.Header("Location")!;
        Reply weak = await SubmitAsync(harness, target, ("Username", "jane"), ("ConfirmationCode", "000000"), ("Password", "weak"));
        Reply set = await SubmitAsync(
            harness, target, ("Username", "jane"), ("ConfirmationCode", await SentCodeAsync(harness, "jane")), ("Password", Another));

        Assert.StartsWith("/confirmForgotPassword?", target, StringComparison.Ordinal);
        Assert.Contains("Password did not conform with policy", weak.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"weak\"", weak.Text, StringComparison.Ordinal);
        Assert.Equal(Target(harness, "/login"), set.Header("Location"));
        Assert.Contains("code", ParametersOf(await harness.SignInAsync("jane", Another)).Keys);
        Assert.Contains("Incorrect username or password.", (await harness.SignInAsync("jane", Password)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recovery_UnknownUser_LooksLikeAnother()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply known = await SubmitAsync(harness, Target(harness, "/forgotPassword"), ("Username", "jane"));
        Reply unknown = await SubmitAsync(harness, Target(harness, "/forgotPassword"), ("Username", "john"));

        Assert.Equal(
            (known.Code, known.Header("Location")!.Replace("username=jane", "username=john", StringComparison.Ordinal)),
            (unknown.Code, unknown.Header("Location")));
    }

    [Theory]
    [InlineData("/signup")]
    [InlineData("/confirmUser")]
    [InlineData("/forgotPassword")]
    [InlineData("/confirmForgotPassword")]
    public async Task Post_FormOfAnotherSite_IsForbidden(string path)
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.VisitAsync(
            "POST", Target(harness, path), ("Username", "john"), ("Password", Password), ("ConfirmationCode", "1"), ("attribute.email", "john@example.com"));

        Assert.Equal(403, reply.Code);
        Assert.Null(harness.Pool.FindUser("john"));
        Assert.Empty(harness.Pool.Codes);
    }

    [Theory]
    [InlineData("/signup")]
    [InlineData("/forgotPassword")]
    public async Task Get_UnregisteredUrl_ShowsNoForm(string path)
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.VisitAsync("GET", $"{path}?{harness.Query(("redirect_uri", "https://evil.example/"))}");

        Assert.StartsWith("/error?error=redirect_mismatch", reply.Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignInPage_LinksThePages()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply page = await harness.VisitAsync("GET", Target(harness, "/login"));

        Assert.Contains("<a href=\"/signup?", page.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/forgotPassword?", page.Text, StringComparison.Ordinal);
    }
}
