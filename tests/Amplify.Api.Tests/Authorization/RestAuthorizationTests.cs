using Amplify.Api.Tests.Rest;
using Amplify.Signing;
using Amplify.Testing;

namespace Amplify.Api.Tests.Authorization;

public sealed class RestAuthorizationTests
{
    [Fact]
    public async Task Iam_WithCredentials_IsSignedForTheHostsRegionAndService()
    {
        SentRequest sent = await new RestFixture().Signing().SentAsync();

        Assert.StartsWith(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/execute-api/aws4_request", sent["Authorization"], StringComparison.Ordinal);
        Assert.Equal("20260102T030405Z", sent["x-amz-date"]);
        Assert.Equal(RestFixture.Keys.SessionToken, sent["x-amz-security-token"]);
    }

    [Fact]
    public async Task Iam_CustomHeadersAndKey_AreCoveredByTheSignature()
    {
        var fixture = new RestFixture { Api = { Headers = { ["x-one"] = "1" }, ApiKey = "KEY" } }.Signing();

        SentRequest sent = await fixture.SentAsync();

        Assert.Equal("KEY", sent["x-api-key"]);
        Assert.Contains("x-api-key;x-one", sent["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Iam_NoProvider_IsSentUnsigned() => Assert.Null((await new RestFixture().SentAsync())["Authorization"]);

    [Fact]
    public async Task Iam_ProviderFails_NothingIsSent()
    {
        var cause = new InvalidOperationException("no profile");
        var fixture = new RestFixture { Credentials = new FailingProvider(cause) };

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => fixture.SentAsync());

        Assert.Equal(AmplifyAuthReason.ProviderFailed, error.Reason);
        Assert.Same(cause, error.InnerException);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Iam_ProviderFailsWithTypedError_ItComesAsItIs()
    {
        var cause = new AmplifyAuthException("guests", AmplifyAuthReason.GuestAccessNotAllowed);

        Assert.Same(cause, await Assert.ThrowsAsync<AmplifyAuthException>(() => new RestFixture { Credentials = new FailingProvider(cause) }.SentAsync()));
    }

    [Fact]
    public async Task Iam_ProviderGivesNull_NothingIsSent()
    {
        var fixture = new RestFixture { Credentials = new AnsweringProvider(() => new((AwsCredentials)null!)) };

        Assert.Equal(AmplifyAuthReason.ProviderFailed, (await Assert.ThrowsAsync<AmplifyAuthException>(() => fixture.SentAsync())).Reason);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Iam_ProviderGivesUp_IsItsFailureAndNotACancellation()
    {
        var fixture = new RestFixture { Credentials = new FailingProvider(new TaskCanceledException()) };

        Assert.Equal(AmplifyAuthReason.ProviderFailed, (await Assert.ThrowsAsync<AmplifyAuthException>(() => fixture.SentAsync())).Reason);
    }

    [Fact]
    public async Task Timeout_HoldsForProvidersAndFunctionsThatIgnoreTheirToken()
    {
        var never = new TaskCompletionSource<AwsCredentials>();
        var provider = new RestFixture { Credentials = new AnsweringProvider(() => new(never.Task)) };
        var function = new RestFixture
        {
            Api = { CustomHeader = _ => new(new TaskCompletionSource<IReadOnlyDictionary<string, string?>>().Task) },
        };

        foreach (RestFixture fixture in new[] { provider, function })
        {
            Task sending = fixture.SentAsync();
            fixture.Time.Advance(TimeSpan.FromSeconds(100));
            await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
        }
    }

    [Theory]
    [InlineData("Authorization", "Bearer x", "Bearer x")]
    [InlineData("authorization", "x", "x")]
    [InlineData("AUTHORIZATION", "", null)]
    [InlineData("Authorization", null, null)]
    public async Task ExplicitAuthorization_IsNeverSignedAndFetchesNoCredentials(string name, string? value, string? sentValue)
    {
        var fixture = new RestFixture { Credentials = new FailingProvider(new InvalidOperationException("fetched")) };

        SentRequest sent = await fixture.SentAsync(options: new() { Headers = { [name] = value } });

        Assert.Equal(sentValue, sent["Authorization"]);
        Assert.Null(sent["x-amz-date"]);
    }

    [Fact]
    public async Task ExplicitAuthorization_OfTheApi_CountsTooAndTheCallCanTakeItAway()
    {
        var fixture = new RestFixture { Api = { Headers = { ["authorization"] = "Bearer api" } } }.Signing();

        Assert.Equal("Bearer api", (await fixture.SentAsync())["Authorization"]);
        Assert.Null((await fixture.SentAsync(options: new() { Headers = { ["Authorization"] = null } }))["Authorization"]);
    }

    [Fact]
    public async Task ExplicitAuthorization_OfAHandler_CountsToo()
    {
        var fixture = new RestFixture { Credentials = new FailingProvider(new InvalidOperationException("fetched")) };
        fixture.Handlers.Add(new HeaderHandler("Authorization", "Bearer handler"));

        Assert.Equal("Bearer handler", (await fixture.SentAsync())["Authorization"]);
    }

    [Fact]
    public async Task HandlersOfApplication_RunBeforeSigning()
    {
        var fixture = new RestFixture().Signing();
        fixture.Handlers.Add(new HeaderHandler("x-from-handler", "1"));

        Assert.Contains("x-from-handler", (await fixture.SentAsync())["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempt_Repeated_IsSignedAfresh()
    {
        var fixture = new RestFixture().Signing();
        fixture.Handlers.Add(new RepeatingHandler(() => fixture.Time.Advance(TimeSpan.FromSeconds(1))));

        await fixture.SentAsync();

        Assert.Equal(["20260102T030405Z", "20260102T030406Z"], fixture.Stub.Requests.Select(request => request["x-amz-date"]));
        Assert.Equal(2, fixture.Stub.Requests.Select(request => request["Authorization"]).Distinct().Count());
    }

    [Theory]
    [InlineData(AuthMode.None)]
    [InlineData(AuthMode.ApiKey)]
    public async Task OtherModes_AreNotSignedAndFetchNoCredentials(AuthMode mode)
    {
        var fixture = new RestFixture { Credentials = new FailingProvider(new InvalidOperationException("fetched")), Api = { ApiKey = "KEY" } };

        SentRequest sent = await fixture.SentAsync(options: new() { AuthMode = mode });

        Assert.Null(sent["Authorization"]);
        Assert.Equal("KEY", sent["x-api-key"]);
    }

    [Fact]
    public async Task ApiKey_OfTheCall_Wins()
    {
        var fixture = new RestFixture { Api = { ApiKey = "KEY", AuthMode = AuthMode.ApiKey } };

        Assert.Equal("OTHER", (await fixture.SentAsync(options: new() { Headers = { ["X-API-KEY"] = "OTHER" } }))["x-api-key"]);
    }

    [Fact]
    public async Task ApiKey_NoneSet_TellsWhatToSet()
    {
        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => new RestFixture { Api = { AuthMode = AuthMode.ApiKey } }.SentAsync());

        Assert.Equal("Api.Endpoints[0].ApiKey", error.Key);
        Assert.Contains("'MyApi'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set ApiKey", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AuthMode.UserPool)]
    [InlineData(AuthMode.Oidc)]
    [InlineData(AuthMode.Lambda)]
    public async Task TokenModes_WithoutToken_TellWhatToDo(AuthMode mode)
    {
        var fixture = new RestFixture { Api = { AuthMode = mode } };

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => fixture.SentAsync());

        Assert.Equal($"{mode}TokenProvider", error.Key);
        Assert.Contains($"AmplifyOptions.{mode}TokenProvider", error.Message, StringComparison.Ordinal);
        Assert.Contains("CustomHeader", error.Message, StringComparison.Ordinal);
        Assert.Equal("t", (await fixture.SentAsync(options: new() { Headers = { ["Authorization"] = "t" } }))["Authorization"]);
    }

    [Fact]
    public async Task Scope_CallWinsOverApi()
    {
        var fixture = new RestFixture { Api = { Region = "ap-south-1", Service = "lambda" } }.Signing();

        Assert.Contains("/ap-south-1/lambda/", (await fixture.SentAsync())["Authorization"], StringComparison.Ordinal);
        Assert.Contains(
            "/sa-east-1/other/", (await fixture.SentAsync(options: new() { Region = "sa-east-1", Service = "other" }))["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ThatCannotRewindAndIsLarge_IsTold()
    {
        var fixture = new RestFixture().Signing();

        var error = await Assert.ThrowsAsync<AmplifyException>(
            () => fixture.SentAsync(HttpMethod.Post, body: new ForwardOnlyStream(SigV4Signer.LargestBufferedBody + 1)));

        Assert.Contains("seekable", error.Message, StringComparison.Ordinal);
    }

    private sealed class FailingProvider(Exception failure) : IAwsCredentialsProvider
    {
        public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default) => throw failure;
    }

    private sealed class AnsweringProvider(Func<ValueTask<AwsCredentials>> answer) : IAwsCredentialsProvider
    {
        public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default) => answer();
    }

    private sealed class HeaderHandler(string name, string value) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation(name, value);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class RepeatingHandler(Action between) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await base.SendAsync(request, cancellationToken);
            between();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class ForwardOnlyStream(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
