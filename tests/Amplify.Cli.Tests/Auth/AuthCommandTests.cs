using System.Text.Json;
using Amplify.Cli.Tests.Running;
using Amplify.Local;

namespace Amplify.Cli.Tests.Auth;

public sealed class AuthCommandTests : IAsyncLifetime
{
    private const string Password = "Tr0ub4dor&3";

    private readonly TemporaryFolder _folder = new();
    private LocalBackend _backend = null!;
    private CliTerminal _terminal = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _backend = await LocalBackend.StartAsync(
            new LocalBackendOptions { AppSync = new() { AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool] } }.AddDefaultApis(), Cancellation);
        await _backend.WriteConfigurationAsync(_folder.FullPath, Cancellation);
        _terminal = new CliTerminal { WorkingDirectory = _folder.FullPath };
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task SignUpConfirmSignInCallAndSignOut_EachCommandGoesOnFromTheLast()
    {
        CliResult signedUp = await _terminal.RunAsync(
            "auth", "sign-up", "--username", "jane", "--password", Password, "--attribute", "email=jane@example.com", "--json");
        string code = (await _backend.UserPool.WaitForCodeAsync("jane", Cancellation)).Code;
        CliResult confirmed = await _terminal.RunAsync("auth", "confirm", "--username", "jane", "--code", code);
        CliResult signedIn = await _terminal.RunAsync("auth", "sign-in", "--username", "jane", "--password", Password);
        CliResult session = await _terminal.RunAsync("auth", "session", "--json");
        CliResult called = await _terminal.RunAsync("graphql", "query", "--document", "{ listEvents { items { id } } }", "--auth-mode", "AMAZON_COGNITO_USER_POOLS");
        CliResult signed = await _terminal.RunAsync("api", "get", "MyCloudApi", "/items");
        CliResult signedOut = await _terminal.RunAsync("auth", "sign-out");
        CliResult after = await _terminal.RunAsync("auth", "session", "--json");

        Assert.Equal((0, false, "EMAIL"), (signedUp.ExitCode, signedUp.Json.GetProperty("confirmed").GetBoolean(), signedUp.Json.GetProperty("deliveryMedium").GetString()));
        Assert.Equal((0, "jane is confirmed and can sign in.\n"), (confirmed.ExitCode, confirmed.Out));
        Assert.Equal((0, "Signed in as jane.\n"), (signedIn.ExitCode, signedIn.Out));
        Assert.Equal(
            ["signedIn", "username", "userSub", "identityId", "idToken", "accessToken", "expiresAt"],
            session.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("jane", session.Json.GetProperty("username").GetString());
        Assert.Equal(signedUp.Json.GetProperty("userSub").GetString(), session.Json.GetProperty("userSub").GetString());
        Assert.StartsWith("us-east-1:", session.Json.GetProperty("identityId").GetString(), StringComparison.Ordinal);
        Assert.True(session.Json.GetProperty("expiresAt").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        Assert.Equal((0, 0), (called.ExitCode, signed.ExitCode));
        Assert.Equal((0, "Signed out.\n"), (signedOut.ExitCode, signedOut.Out));
        Assert.Equal((0, false, JsonValueKind.Null), (after.ExitCode, after.Json.GetProperty("signedIn").GetBoolean(), after.Json.GetProperty("accessToken").ValueKind));
    }

    [Theory]
    [InlineData("srp")]
    [InlineData("password")]
    public async Task SignIn_ByOptionsInsteadOfAConfiguration_InEitherFlow(string flow)
    {
        _backend.UserPool.AddUser("jane", Password);
        string[] pool = ["--user-pool-endpoint", _backend.UserPool.Endpoint.OriginalString, "--user-pool-id", _backend.UserPool.PoolId, "--client-id", _backend.UserPool.ClientId];

        CliResult signedIn = await _terminal.RunAsync(["auth", "sign-in", "--username", "jane", "--password", Password, "--flow", flow, "--json", .. pool]);
        CliResult refreshed = await _terminal.RunAsync(["auth", "session", "--refresh", "--json", .. pool]);

        Assert.Equal((0, ""), (signedIn.ExitCode, signedIn.Error));
        Assert.Equal(JsonValueKind.Null, signedIn.Json.GetProperty("identityId").ValueKind);
        Assert.NotEqual(signedIn.Json.GetProperty("accessToken").GetString(), refreshed.Json.GetProperty("accessToken").GetString());
    }

    [Fact]
    public async Task SignIn_WrongPassword_TellsAndGives1()
    {
        _backend.UserPool.AddUser("jane", Password);

        CliResult result = await _terminal.RunAsync("auth", "sign-in", "--username", "jane", "--password", "wrong-secret");

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("Incorrect username or password", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "p", "--username")]
    [InlineData("jane", "", "--password")]
    public async Task SignIn_EmptyField_IsWrongUsage(string username, string password, string option)
    {
        CliResult result = await _terminal.RunAsync("auth", "sign-in", "--username", username, "--password", password);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{option} is empty.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_TemporaryPassword_TakesTheNewOneOrTellsThatItIsNeeded()
    {
        _backend.UserPool.AddUserWithTemporaryPassword("jane", "T3mporary!");

        CliResult without = await _terminal.RunAsync("auth", "sign-in", "--username", "jane", "--password", "T3mporary!");
        CliResult with = await _terminal.RunAsync("auth", "sign-in", "--username", "jane", "--password", "T3mporary!", "--new-password", Password);

        Assert.Equal((1, 0), (without.ExitCode, with.ExitCode));
        Assert.Contains("--new-password", without.Error, StringComparison.Ordinal);
        Assert.Equal("Signed in as jane.\n", with.Out);
    }

    [Fact]
    public async Task SignIn_CodeThatIsSent_IsAnsweredByAnotherCommand()
    {
        _backend.UserPool.AddUser("jane", Password, new Dictionary<string, string> { ["email"] = "jane@example.com", ["email_verified"] = "true" });

        CliResult begun = await _terminal.RunAsync("auth", "sign-in", "--username", "jane", "--flow", "choice", "--factor", "email");
        string code = (await _backend.UserPool.WaitForCodeAsync("jane", Cancellation)).Code;
        CliResult wrong = await _terminal.RunAsync("auth", "confirm-sign-in", "--code", code == "000000" ? "000001" : "000000");
        CliResult confirmed = await _terminal.RunAsync("auth", "confirm-sign-in", "--code", code, "--json");
        CliResult again = await _terminal.RunAsync("auth", "confirm-sign-in", "--code", code);

        Assert.Equal((1, "", "A code was sent to j***@e***. Go on with 'dotnet amplify auth confirm-sign-in --code …'.\n"), (begun.ExitCode, begun.Out, begun.Error.ReplaceLineEndings("\n")));
        Assert.Equal((1, true), (wrong.ExitCode, wrong.Error.Contains("CodeMismatchException", StringComparison.Ordinal)));
        Assert.Equal((0, "jane"), (confirmed.ExitCode, confirmed.Json.GetProperty("username").GetString()));
        Assert.Equal((1, true), (again.ExitCode, again.Error.Contains("There is no sign-in to go on with.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SignIn_AtATerminal_AsksForThePasswordAndTheCodeUntilItIsRight()
    {
        _backend.UserPool.AddUser("jane", Password, new Dictionary<string, string> { ["email"] = "jane@example.com", ["email_verified"] = "true" });
        List<string> asked = [];
        _terminal.Person = question =>
        {
            asked.Add(question);
            return question switch
            {
                "Password (unseen)" => Password,
                "How to sign in (email, password, password-srp)" => "email",
                _ => asked.Count == 2 ? "wrong" : _backend.UserPool.Codes[^1].Code,
            };
        };

        CliResult byPassword = await _terminal.RunAsync("auth", "sign-in", "--username", "jane");
        asked.Clear();
        CliResult byChoice = await _terminal.RunAsync("auth", "sign-in", "--username", "jane", "--flow", "choice");

        Assert.Equal((0, "Signed in as jane.\n"), (byPassword.ExitCode, byPassword.Out));
        Assert.Equal((0, "Signed in as jane.\n"), (byChoice.ExitCode, byChoice.Out));
        Assert.Equal(
            ["How to sign in (email, password, password-srp)", "Code that was sent to j***@e***", "Code that was sent to j***@e***"], asked);
        Assert.Contains("CodeMismatchException", byChoice.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ChoiceOfPassword_TakesTheOneThatIsGiven()
    {
        _backend.UserPool.AddUser("jane", Password);

        CliResult signedIn = await _terminal.RunAsync("auth", "sign-in", "-u", "jane", "--flow", "choice", "--factor", "password-srp", "-p", Password);

        Assert.Equal((0, "Signed in as jane.\n"), (signedIn.ExitCode, signedIn.Out));
    }

    [Fact]
    public async Task SignIn_FactorThatIsNotOffered_ListsThoseThatAre()
    {
        _backend.UserPool.AddUser("jane", Password);

        CliResult notOffered = await _terminal.RunAsync("auth", "sign-in", "--username", "jane", "--flow", "choice", "--factor", "sms");
        CliResult unknown = await _terminal.RunAsync("auth", "sign-in", "--username", "jane", "--password", Password, "--factor", "smoke");

        Assert.Equal(1, notOffered.ExitCode);
        Assert.Contains("The user pool offers to go on with password, password-srp.", notOffered.Error, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("--factor is one of sms, totp, email, password-srp, password, passkey.", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_NoPasswordAndNobodyToAsk_IsWrongUsage()
    {
        CliResult result = await _terminal.RunAsync("auth", "sign-in", "--username", "jane");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Option '--password' is required.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_StoreIsCorrupt_TellsAndCountsAsSignedOut()
    {
        _backend.UserPool.AddUser("jane", Password);
        await _terminal.RunAsync("auth", "sign-in", "--username", "jane", "--password", Password);
        string store = Path.Combine(_folder.FullPath, "user-data", "identities.json");
        await File.WriteAllTextAsync(store, "{\"half", Cancellation);

        CliResult session = await _terminal.RunAsync("auth", "session");

        Assert.Equal((0, "Nobody is signed in.\n"), (session.ExitCode, session.Out));
        Assert.Contains($"moved to {store}.corrupt", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_Global_EndsTheSessionElsewhereToo()
    {
        _backend.UserPool.AddUser("jane", Password);
        using TemporaryFolder elsewhere = new();
        await _backend.WriteConfigurationAsync(elsewhere.FullPath, Cancellation);
        var other = new CliTerminal { WorkingDirectory = elsewhere.FullPath };
        await other.RunAsync("auth", "sign-in", "--username", "jane", "--password", Password);
        await _terminal.RunAsync("auth", "sign-in", "--username", "jane", "--password", Password);

        CliResult signedOut = await _terminal.RunAsync("auth", "sign-out", "--global", "--json");
        CliResult refused = await other.RunAsync("auth", "session", "--refresh");

        Assert.Equal((0, """{"signedIn":false}"""), (signedOut.ExitCode, signedOut.Out.TrimEnd()));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("The session has ended", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_NoUserPoolConfigured_IsAGuests()
    {
        using TemporaryFolder bare = new();
        bare.File("aws-exports.js", "export default { aws_project_region: 'us-east-1' };");
        var terminal = new CliTerminal { WorkingDirectory = bare.FullPath };

        CliResult session = await terminal.RunAsync("auth", "session", "--json");
        CliResult signIn = await terminal.RunAsync("auth", "sign-in", "--username", "jane", "--password", "p");

        Assert.Equal((0, false), (session.ExitCode, session.Json.GetProperty("signedIn").GetBoolean()));
        Assert.Equal(1, signIn.ExitCode);
        Assert.Contains("UserPoolId", signIn.Error, StringComparison.Ordinal);
    }
}
