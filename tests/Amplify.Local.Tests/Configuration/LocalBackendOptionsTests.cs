using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Configuration;

public sealed class LocalBackendOptionsTests
{
    private static void MapOne(LocalRestApi api) => api.Map("GET", "/x", _ => ProxyResponse.Empty(200), RestAuthorization.None);

    [Fact]
    public async Task Start_OwnApi_StandsInPlaceOfTheDefaultOnes()
    {
        await using Harness own = await Harness.StartAsync(new LocalBackendOptions().AddApi("Orders", MapOne));
        await using Harness both = await Harness.StartAsync(new LocalBackendOptions().AddApi("Orders", MapOne).AddDefaultApis());

        Assert.Equal(["Orders"], own.Backend.RestEndpoints.Keys);
        Assert.Equal(["MyCloudApi", "MyKeyedApi", "MyPublicApi", "Orders"], both.Backend.RestEndpoints.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(200, (await own.GetAsync("/Orders/prod/x")).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void AddApi_NameThatNoUrlCanHave_Throws(string name) =>
        Assert.Throws<ArgumentException>(() => new LocalBackendOptions().AddApi(name, MapOne));

    [Fact]
    public void AddApi_NameTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => new LocalBackendOptions().AddApi("Orders", MapOne).AddApi("Orders", MapOne));

    [Theory]
    [InlineData("cognito-identity")]
    [InlineData("2015-03-31")]
    public async Task Start_ReservedName_Throws(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => LocalBackend.StartAsync(new LocalBackendOptions().AddApi(name, MapOne), Harness.Cancellation));

    [Fact]
    public async Task Start_DefaultApiAddedTwice_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => LocalBackend.StartAsync(new LocalBackendOptions().AddApi("MyCloudApi", MapOne).AddDefaultApis(), Harness.Cancellation));

    [Theory]
    [InlineData("")]
    [InlineData("us_east_1")]
    [InlineData("US-EAST-1")]
    [InlineData("us-east-1\r\n")]
    public void Region_NotOne_Throws(string region) => Assert.Throws<ArgumentException>(() => new LocalBackendOptions { Region = region });

    [Fact]
    public async Task Start_PortInUse_FailsAndPortIsFreeAfterDispose()
    {
        int port;
        await using (Harness first = await Harness.StartAsync())
        {
            port = first.Backend.Endpoint.Port;
            await Assert.ThrowsAsync<IOException>(() => LocalBackend.StartAsync(new LocalBackendOptions { Port = port }, Harness.Cancellation));
        }

        await using Harness second = await Harness.StartAsync(new LocalBackendOptions { Port = port });
        Assert.Equal(port, second.Backend.Endpoint.Port);
    }

    [Fact]
    public void Stage_NotOne_Throws() =>
        Assert.Throws<ArgumentException>(() => new LocalBackendOptions().AddApi("Orders", api => api.Stage = "a/b"));

    [Fact]
    public void IntegrationTimeout_Below50Milliseconds_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new LocalBackendOptions().AddApi("Orders", api => api.IntegrationTimeout = TimeSpan.FromMilliseconds(49)));

    [Fact]
    public async Task Start_TwoBackends_LiveSideBySide()
    {
        await using Harness first = await Harness.StartAsync();
        await using Harness second = await Harness.StartAsync();

        Assert.NotEqual(first.Backend.Endpoint, second.Backend.Endpoint);
        Assert.NotEqual(first.Backend.Credentials.AccessKeyId, second.Backend.Credentials.AccessKeyId);
        Assert.True(first.Backend.Endpoint.IsLoopback);
    }
}
