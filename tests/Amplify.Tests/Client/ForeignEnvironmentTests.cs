using System.Globalization;
using Amplify.Local;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Tests.Client;

/// <summary>The culture of all threads and the time zone belong to the process, so nothing runs beside these tests.</summary>
[CollectionDefinition("Environment", DisableParallelization = true)]
public sealed class EnvironmentGroup;

/// <summary>Client and local backend behave alike wherever they run: calendars, digits, upper case and time zones stay out of what is sent.</summary>
[Collection("Environment")]
public sealed class ForeignEnvironmentTests : IDisposable
{
    private const string Zone = "TZ";

    private readonly CultureInfo? _threadCulture = CultureInfo.DefaultThreadCurrentCulture;
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly string? _zone = Environment.GetEnvironmentVariable(Zone);

    // A moment at which the day is another one in each of the zones that are far ahead.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 31, 23, 30, 5, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("th-TH", "Pacific/Kiritimati", 14)]
    [InlineData("tr-TR", "America/St_Johns", -3.5)]
    [InlineData("ar-SA", "Asia/Kathmandu", 5.75)]
    public async Task Calls_UnderAnyCultureAndTimeZone_AreTheSame(string culture, string zone, double hours)
    {
        Enter(culture, zone);
        Assert.Equal((culture, TimeSpan.FromHours(hours)), (CultureInfo.CurrentCulture.Name, TimeZoneInfo.Local.BaseUtcOffset));
        await using LocalBackend backend = await LocalBackend.StartAsync(new LocalBackendOptions { TimeProvider = _time }, Token);
        var transport = new DateRecorder();
        await using AmplifyClient amplify = AmplifyClient.Create(
            AmplifyConfiguration.Parse(backend.AwsExports()), new() { TimeProvider = _time, HttpMessageHandler = transport });

        await amplify.Rest.PutAsync("MyCloudApi", "/items", new Measurement("I", -1234567.5m, _time.GetUtcNow()), cancellationToken: Token);
        using RestResponse response = await amplify.Rest.SendAsync(
            HttpMethod.Get, "MyCloudApi", "/items/I", options: new() { QueryParameters = { ["limit"] = "1" } }, cancellationToken: Token);

        Assert.Equal(new Measurement("I", -1234567.5m, _time.GetUtcNow()), response.ReadAs<Measurement>());
        Assert.Equal("application/json", response.Headers["CONTENT-TYPE"]);
        Assert.Equal(response.Headers["content-type"], response.HeaderValues["Content-Type"].Single());
        Assert.Contains("-1234567.5", response.Text, StringComparison.Ordinal);
        Assert.Equal(["20260131T233005Z", "20260131T233005Z"], transport.Dates);
        Assert.All(backend.Requests.Snapshot(), request => Assert.Equal(_time.GetUtcNow(), request.Time));
    }

    // The proof of a password is dated in English, and a user name is in upper or lower case as it was entered.
    [Theory]
    [InlineData("th-TH", "Pacific/Kiritimati")]
    [InlineData("tr-TR", "America/St_Johns")]
    [InlineData("ar-SA", "Asia/Kathmandu")]
    public async Task SignUpSignInAndRenewal_UnderAnyCultureAndTimeZone_Work(string culture, string zone)
    {
        const string Username = "IıİiJANE", Password = "Tr0ubIıİi&3";
        Enter(culture, zone);
        await using LocalBackend backend = await LocalBackend.StartAsync(
            new LocalBackendOptions { TimeProvider = _time, UserPool = new() { DeviceTracking = LocalDeviceTracking.Always } }, Token);
        var store = new MemoryAuthStore();
        await using AmplifyClient amplify = AmplifyClient.Create(AmplifyConfiguration.Parse(backend.AwsExports()), new() { TimeProvider = _time, Store = store });

        await amplify.Auth.SignUpAsync(Username, Password, new() { Attributes = { ["email"] = "i@example.com" } }, Token);
        await amplify.Auth.ConfirmSignUpAsync(Username, (await backend.UserPool.WaitForCodeAsync(Username, Token)).Code, cancellationToken: Token);
        var done = Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync(Username, Password, cancellationToken: Token));
        Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync(Username, Password, cancellationToken: Token));
        DateTimeOffset end = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).Tokens!.ExpiresAt;
        _time.Advance(TimeSpan.FromDays(1));
        await using AmplifyClient later = AmplifyClient.Create(AmplifyConfiguration.Parse(backend.AwsExports()), new() { TimeProvider = _time, Store = store });
        AuthSession renewed = await later.Auth.GetSessionAsync(cancellationToken: Token);

        Assert.Equal((Username, Username), (done.Username, renewed.Username));
        Assert.Equal(end + TimeSpan.FromDays(1), renewed.Tokens!.ExpiresAt);
        Assert.NotNull(renewed.Credentials);
    }

    [Theory]
    [InlineData("th-TH", "Pacific/Kiritimati")]
    [InlineData("tr-TR", "America/St_Johns")]
    [InlineData("ar-SA", "Asia/Kathmandu")]
    public async Task ServerClock_UnderAnyCultureAndTimeZone_IsLearnt(string culture, string zone)
    {
        Enter(culture, zone);
        await using LocalBackend backend = await LocalBackend.StartAsync(new LocalBackendOptions { TimeProvider = _time }, Token);
        backend.Faults.ClockSkew = TimeSpan.FromMinutes(10);
        await using AmplifyClient amplify = AmplifyClient.Create(AmplifyConfiguration.Parse(backend.AwsExports()), new() { TimeProvider = _time });

        await amplify.Rest.PostAsync("MyCloudApi", "/items", new { name = "Tea" }, cancellationToken: Token);

        Assert.Equal(new int?[] { 403, 201 }, backend.Requests.Snapshot().Where(request => request.Api == "MyCloudApi").Select(request => request.StatusCode));
    }

    [Theory]
    [InlineData("th-TH", "Pacific/Kiritimati")]
    [InlineData("tr-TR", "America/St_Johns")]
    [InlineData("ar-SA", "Asia/Kathmandu")]
    public async Task Message_WithNumbers_IsTheSameUnderAnyCulture(string culture, string zone)
    {
        Enter(culture, zone);
        StubHandler silent = StubHandler.Silent();
        await using AmplifyClient amplify = AmplifyClient.Create(Guests.Configuration(), new() { TimeProvider = _time, HttpMessageHandler = silent });

        Task sending = amplify.Rest.GetAsync("MyApi", "/items", new() { AuthMode = AuthMode.None, Timeout = TimeSpan.FromSeconds(1.5) }, Token);
        await silent.FirstRequest;
        _time.Advance(TimeSpan.FromSeconds(1.5));

        var error = await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
        Assert.StartsWith("GET /items on MyApi got no complete answer within 1.5 s.", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Enter(_culture, _threadCulture, _zone);

    private static void Enter(string culture, string zone) => Enter(CultureInfo.GetCultureInfo(culture), CultureInfo.GetCultureInfo(culture), zone);

    private static void Enter(CultureInfo culture, CultureInfo? threadCulture, string? zone)
    {
        CultureInfo.CurrentCulture = culture;
        CultureInfo.DefaultThreadCurrentCulture = threadCulture;
        Environment.SetEnvironmentVariable(Zone, zone);
        TimeZoneInfo.ClearCachedData();
    }

    private sealed record Measurement(string Id, decimal Value, DateTimeOffset Time);

    /// <summary>Notes when the requests that are signed say that they were.</summary>
    private sealed class DateRecorder() : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<string> Dates { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.TryGetValues("x-amz-date", out IEnumerable<string>? dates))
            {
                Dates.AddRange(dates);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
