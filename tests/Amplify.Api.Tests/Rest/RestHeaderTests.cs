using Amplify.Testing;

namespace Amplify.Api.Tests.Rest;

public sealed class RestHeaderTests
{
    [Fact]
    public async Task Headers_LaterLayersWinInAnyCase()
    {
        var fixture = new RestFixture();
        fixture.Api.Headers["x-one"] = "api";
        fixture.Api.Headers["x-two"] = "api";
        fixture.Api.Headers["x-three"] = "api";
        fixture.Api.CustomHeader = _ => new(new Dictionary<string, string?> { ["X-TWO"] = "custom", ["X-THREE"] = "custom" });

        SentRequest sent = await fixture.SentAsync(options: new() { Headers = { ["X-Three"] = "call", ["Accept"] = "text/csv" } });

        Assert.Equal(("api", "custom", "call", "text/csv"), (sent["x-one"], sent["x-two"], sent["x-three"], sent["accept"]));
        Assert.StartsWith("amplify-dotnet/", sent["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NullHeader_RemovesWhatEarlierLayersGave()
    {
        var fixture = new RestFixture { Api = { Headers = { ["x-one"] = "api" }, ApiKey = "KEY" } };

        SentRequest sent = await fixture.SentAsync(options: new() { Headers = { ["X-One"] = null, ["User-Agent"] = null, ["X-Api-Key"] = null } });

        Assert.Empty(sent.Headers);
    }

    [Fact]
    public async Task CallsWithoutOptions_DifferInNothingFromThoseWithEmptyOnes()
    {
        var fixture = new RestFixture { Api = { Headers = { ["x-one"] = "api" }, ApiKey = "KEY" } }.Signing();
        RestApi rest = fixture.Create();

        await rest.GetAsync<object>("MyApi", "/items", cancellationToken: TestContext.Current.CancellationToken);
        await rest.GetAsync<object>("MyApi", "/items", cancellationToken: TestContext.Current.CancellationToken);
        await rest.GetAsync("MyApi", "/items", cancellationToken: TestContext.Current.CancellationToken);
        await rest.GetAsync("MyApi", "/items", new() { Headers = { ["x-one"] = "call" } }, TestContext.Current.CancellationToken);
        await rest.GetAsync("MyApi", "/items", cancellationToken: TestContext.Current.CancellationToken);
        await rest.GetAsync<object>("MyApi", "/items", new(), TestContext.Current.CancellationToken);

        IReadOnlyList<string> sent = [.. fixture.Stub.Requests.Select(request => string.Join('\n', request.Headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)))];
        Assert.Contains("x-one: api", sent[0], StringComparison.Ordinal);
        Assert.Contains("x-api-key: KEY", sent[0], StringComparison.Ordinal);
        Assert.Contains("Accept: application/json", sent[0], StringComparison.Ordinal);
        Assert.Equal(sent[0], sent[1]);
        Assert.DoesNotContain("Accept:", sent[2], StringComparison.Ordinal);
        Assert.Contains("x-one: call", sent[3], StringComparison.Ordinal);
        Assert.Equal(sent[2], sent[4]);
        Assert.Equal(sent[0], sent[5]);
    }

    [Fact]
    public async Task CustomHeader_IsAskedForEveryRequest()
    {
        int asked = 0;
        var fixture = new RestFixture();
        fixture.Api.CustomHeader = _ => new(new Dictionary<string, string?> { ["Authorization"] = $"token {++asked}" });

        await fixture.SentAsync();
        SentRequest second = await fixture.SentAsync();

        Assert.Equal("token 2", second["Authorization"]);
    }

    [Fact]
    public async Task CustomHeader_Fails_ItsOwnErrorComes()
    {
        var fixture = new RestFixture();
        fixture.Api.CustomHeader = _ => throw new HttpRequestException("token server");

        Assert.Equal("token server", (await Assert.ThrowsAsync<HttpRequestException>(() => fixture.SentAsync())).Message);
    }

    [Theory]
    [InlineData("X-Bad", "secret\r\nX-Injected: 1", "X-Bad")]
    [InlineData("X-Bad", "secret\n", "X-Bad")]
    [InlineData("X-Bad", "secret\0", "U+0000")]
    [InlineData("X-Bad", "secreté", "U+00E9")]
    [InlineData("X Bad", "secret", "name")]
    [InlineData("X-Bad\r\nY", "secret", "name")]
    [InlineData("", "secret", "name")]
    public async Task HeaderThatCannotBeSent_IsRefusedWithoutItsValue(string name, string value, string told)
    {
        var fixture = new RestFixture();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => fixture.SentAsync(options: new() { Headers = { [name] = value } }));

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task CustomHeaderWithLineBreak_IsRefused()
    {
        var fixture = new RestFixture();
        fixture.Api.CustomHeader = _ => new(new Dictionary<string, string?> { ["X-Token"] = "a\nb" });

        Assert.Contains("X-Token", (await Assert.ThrowsAsync<ArgumentException>(() => fixture.SentAsync())).Message, StringComparison.Ordinal);
    }
}
