using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Amplify.Local;
using Amplify.Testing;
using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.SignIn;

/// <summary>
/// All that users and applications do with accounts, with each log at its lowest level, each span, each metric, each error and each object's text recorded
/// on both sides: no password, code, token, secret or key that was in play is in the record.
/// </summary>
public sealed class NothingSecretTests : IAsyncLifetime
{
    private const string Password = "Tr0ub4dor&3-secret", Wrong = "Wr0ng&wrong-secret", Next = "N3xt&next-secret", Later = "L4ter&later-secret";
    private const int CodeSent = 40;

    private readonly SkippingTime _time = new(skips: false);
    private readonly SecretsOnTheWire _secrets = new();
    private readonly RecordingLoggers _clientLog = new(), _backendLog = new();
    private readonly ConcurrentQueue<string> _record = new();
    private readonly ConcurrentQueue<AuthEvent> _told = new();
    private readonly ActivityListener _spans = new();
    private readonly MeterListener _metrics = new();
    private LocalBackend _backend = null!;
    private AmplifyClient _amplify = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Listen();
        _backend = await LocalBackend.StartAsync(
            new LocalBackendOptions
            {
                TimeProvider = _time,
                LoggerFactory = _backendLog,
                AppSync = new() { AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool, AppSyncAuthMode.Oidc] },
                UserPool = new()
                {
                    DeviceTracking = LocalDeviceTracking.Always,
                    RememberedDevicesSkipMfa = false,
                    Clients = [new("web") { HasSecret = true, RotatesRefreshTokens = true, OAuth = new() { CallbackUrls = [HostedUiHarness.WebCallback] } }],
                },
            }.AddApi("MyCloudApi", static api => api
                .Map("GET", "/signed", static _ => ProxyResponse.Empty(200))
                .Map("GET", "/items", static _ => ProxyResponse.Empty(200), RestAuthorization.UserPool)),
            Token);
        AmplifyConfiguration configuration = ConfigurationOf(_backend);
        configuration.Auth.UserPoolClientSecret = _backend.UserPool.ClientSecretOf("web");
        _amplify = AmplifyClient.Create(
            configuration, new() { TimeProvider = _time, HttpMessageHandler = _secrets, Store = _secrets, LoggerFactory = _clientLog });
        _amplify.Auth.Events.Subscribe(new EventListener(_told));
        Array.ForEach([Password, Wrong, Next, Later], password => _secrets.Add("a password", password));
        _secrets.Add("client secret", configuration.Auth.UserPoolClientSecret!);
        _secrets.Add("API key", configuration.Api.AppSync.ApiKey!);
        _secrets.Add("secret key of the account", _backend.Credentials.SecretAccessKey);
        Tell(configuration, configuration.Auth, configuration.Api, _amplify, _amplify.Auth, _backend, _backend.UserPool);
    }

    public async ValueTask DisposeAsync()
    {
        await _amplify.DisposeAsync();
        await _backend.DisposeAsync();
        _spans.Dispose();
        _metrics.Dispose();
        _secrets.Dispose();
    }

    [Fact]
    public async Task WholeLifeOfAccounts_LeavesNoSecretInAnyRecord()
    {
        await CallAsync(AuthMode.ApiKey, AuthMode.Iam);
        await SignUpAndInAsync();
        TotpSetup app = await ChangeSettingsAsync();
        await SignInWithAppAsync(app);
        await RecoverAsync();
        await SignInByOtherWaysAsync();
        await EndSessionsAsync();

        Assert.All(
            ["password", "code", "accesstoken", "idtoken", "refreshtoken", "secretkey", "sessiontoken", "secretcode", "usercode", "verifier", "passwordverifier"],
            name => Assert.Contains(_secrets.Found.Values, found => found.Replace("_", "", StringComparison.Ordinal).Contains(name, StringComparison.OrdinalIgnoreCase)));
        Assert.NotEmpty(_clientLog.Events);
        Assert.NotEmpty(_backendLog.Events);
        Assert.Contains(_record, static line => line.StartsWith("span", StringComparison.Ordinal));
        Assert.Contains(_record, static line => line.StartsWith("metric", StringComparison.Ordinal));

        // The log is the mailbox of the local pool: there, and only there, codes are told.
        string[] mailbox = [.. _backendLog.Events.Where(static line => line.Id == CodeSent).Select(static line => line.Text)];
        string[] texts =
        [
            _clientLog.All,
            string.Join('\n', _backendLog.Events.Where(static line => line.Id != CodeSent).Select(static line => line.Text)),
            string.Join('\n', _record),
            string.Join('\n', _told),
            string.Join('\n', _backend.Requests.Snapshot()),
        ];
        Assert.All(texts, text => Assert.Empty(_secrets.FindIn(text)));
        Assert.All(mailbox, line => Assert.Single(_secrets.FindIn(line)));
    }

    private async Task SignUpAndInAsync()
    {
        Tell(await _amplify.Auth.SignUpAsync("ann", Password, new() { Attributes = { ["email"] = "ann@example.com" } }, Token));
        string code = await CodeAsync("ann");
        await FailAsync(() => _amplify.Auth.ConfirmSignUpAsync("ann", code == "000000" ? "111111" : "000000", cancellationToken: Token));
        Tell(await _amplify.Auth.ConfirmSignUpAsync("ann", code, cancellationToken: Token));
        await FailAsync(() => _amplify.Auth.SignInAsync("ann", Wrong, cancellationToken: Token));
        Tell(await _amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token));
        await TellSessionAsync();
        await CallAsync(AuthMode.Iam, AuthMode.UserPool);
        _time.Advance(TimeSpan.FromHours(2));
        await CallAsync(AuthMode.Iam, AuthMode.UserPool);
    }

    private async Task<TotpSetup> ChangeSettingsAsync()
    {
        await FailAsync(() => _amplify.Auth.ChangePasswordAsync(Wrong, Next, Token));
        await _amplify.Auth.ChangePasswordAsync(Password, Next, Token);
        Tell(await _amplify.Auth.UpdateUserAttributesAsync(new Dictionary<string, string> { ["email"] = "ann@example.org" }, Token));
        await _amplify.Auth.ConfirmUserAttributeAsync("email", await CodeAsync("ann"), Token);
        TotpSetup app = await _amplify.Auth.SetUpTotpAsync(Token);
        Tell(app);
        await FailAsync(() => _amplify.Auth.VerifyTotpSetupAsync("000000", cancellationToken: Token));
        await _amplify.Auth.VerifyTotpSetupAsync(Authenticator.CodeOf(app, _time), cancellationToken: Token);
        await _amplify.Auth.UpdateMfaPreferenceAsync(new Dictionary<MfaType, MfaSetting> { [MfaType.Totp] = MfaSetting.Preferred }, Token);
        Tell([.. await _amplify.Auth.ListDevicesAsync(Token)]);
        await _amplify.Auth.SignOutAsync(cancellationToken: Token);
        return app;
    }

    private async Task SignInWithAppAsync(TotpSetup app)
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        Tell(await _amplify.Auth.SignInAsync("ann", Next, cancellationToken: Token));
        await FailAsync(() => _amplify.Auth.ConfirmSignInAsync("000000", cancellationToken: Token));
        Tell(await _amplify.Auth.ConfirmSignInAsync(Authenticator.CodeOf(app, _time), cancellationToken: Token));
        await TellSessionAsync();
        await _amplify.Auth.UpdateMfaPreferenceAsync(new Dictionary<MfaType, MfaSetting> { [MfaType.Totp] = MfaSetting.Disabled }, Token);
        await _amplify.Auth.SignOutAsync(cancellationToken: Token);
    }

    private async Task RecoverAsync()
    {
        Tell(await _amplify.Auth.ResetPasswordAsync("ann", Token));
        string code = await CodeAsync("ann");
        await FailAsync(() => _amplify.Auth.ConfirmResetPasswordAsync("ann", "short", code, Token));
        Tell(await _amplify.Auth.ConfirmResetPasswordAsync("ann", Later, code, Token));
    }

    private async Task SignInByOtherWaysAsync()
    {
        Tell(await _amplify.Auth.SignInAsync("ann", Later, new() { Method = SignInMethod.Password }, Token));
        _backend.UserPool.AddUserWithTemporaryPassword("new", Wrong);
        Tell(await _amplify.Auth.SignInAsync("new", Wrong, cancellationToken: Token));
        Tell(await _amplify.Auth.ConfirmSignInAsync(Password, cancellationToken: Token));
        _backend.UserPool.AddUser("bob", Password);
        using (var pages = new HostedPages("bob", Password))
        {
            Uri back = await pages.SignInAsync(await _amplify.Auth.BeginHostedUiSignInAsync(cancellationToken: Token));
            await FailAsync(() => _amplify.Auth.CompleteHostedUiSignInAsync(new Uri(back.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal)), Token));
            Tell(await _amplify.Auth.CompleteHostedUiSignInAsync(back, Token));
        }

        await TellSessionAsync();
        string token = _backend.OidcTokens.IssueToken("user-1");
        _secrets.Add("federated token", token);
        await _amplify.Auth.FederatedSignInAsync(FederatedProvider.Oidc(_backend.OidcTokens.Issuer), token, _time.GetUtcNow() + TimeSpan.FromHours(1), cancellationToken: Token);
        await CallAsync(AuthMode.Oidc);
        await TellSessionAsync();
    }

    private async Task EndSessionsAsync()
    {
        await _amplify.Auth.SignInAsync("ann", Later, cancellationToken: Token);
        _backend.UserPool.SignOutUser("ann");
        await FailAsync(() => _amplify.Auth.GetSessionAsync(forceRefresh: true, Token));
        await _amplify.Auth.SignInAsync("ann", Later, cancellationToken: Token);
        _backend.Faults.Sequence(new FaultFilter { Api = LocalFaults.UserPool }, Fault.CutBeforeHandling);
        await FailAsync(() => _amplify.Auth.ChangePasswordAsync(Later, Next, Token));
        await _amplify.Auth.SignOutAsync(global: true, Token);
        await FailAsync(() => _amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = AuthMode.UserPool }, Token));
    }

    private static GraphQLOperation<System.Text.Json.JsonElement> ListEvents { get; } = new("{ listEvents { items { id } } }");

    private async Task CallAsync(params AuthMode[] modes)
    {
        await _amplify.Rest.GetAsync("MyCloudApi", "/signed?q=1", cancellationToken: Token);
        foreach (AuthMode mode in modes)
        {
            await _amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = mode }, Token);
            await using Subscription<CommentAdded> comments =
                await _amplify.GraphQL.SubscribeAsync(CommentsOf("none"), new SubscriptionOptions<CommentAdded> { AuthMode = mode }, Token);
            Tell(comments);
        }
    }

    private async Task<string> CodeAsync(string username)
    {
        LocalConfirmationCode code = await _backend.UserPool.WaitForCodeAsync(username, Token);
        Tell(code);
        _secrets.Add("code", code.Code);
        return code.Code;
    }

    private async Task TellSessionAsync()
    {
        AuthSession session = await _amplify.Auth.GetSessionAsync(cancellationToken: Token);
        Tell(session, session.Credentials!);
        if (session.Tokens is { } tokens)
        {
            Tell(tokens, tokens.AccessToken, tokens.IdToken!);
        }
    }

    private void Tell(params object[] holders) => Array.ForEach(holders, holder => _record.Enqueue($"text {holder}"));

    private async Task FailAsync(Func<Task> call)
    {
        Exception failure = await Assert.ThrowsAnyAsync<AmplifyException>(call);
        _record.Enqueue($"error {failure}");
    }

    private void Listen()
    {
        _spans.ShouldListenTo = static _ => true;
        _spans.Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded;
        _spans.ActivityStopped = span => _record.Enqueue(
            $"span {span.DisplayName} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Baggage)} {string.Join(' ', span.Events.SelectMany(static e => e.Tags))}");
        ActivitySource.AddActivityListener(_spans);
        _metrics.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _metrics.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        _metrics.Start();
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _record.Enqueue($"metric {instrument.Name} {string.Join(' ', tags.ToArray())}");
}
