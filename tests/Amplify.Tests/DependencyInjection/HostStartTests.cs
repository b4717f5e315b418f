using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Amplify.Tests.DependencyInjection;

public sealed class HostStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Settings.EndpointKey, "nonsense")]
    [InlineData("Amplify:Api:Endpoints:0:AuthMode", "MAYBE")]
    [InlineData("Amplify:Auth:IdentityPoolId", "x")]
    [InlineData("Amplify:Region", "us east 1")]
    public async Task WrongSetting_FailsTheStartAndIsNamedByItsKey(string key, string value)
    {
        using IHost host = HostWith(services => { }, (key, value));

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => host.StartAsync(Token));

        Assert.Equal(key, error.Key);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongSettingMadeInCode_FailsTheStart()
    {
        using IHost host = HostWith(services => services.Configure<AmplifyConfiguration>(settings => settings.Api.Endpoints[0].ApiKey = "line\nbreak"));

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => host.StartAsync(Token));

        Assert.Equal("Api.Endpoints[0].ApiKey", error.Key);
    }

    [Theory]
    [InlineData("Amplify:Api:GraphQLApis:A:Endpoint", "nonsense", "Amplify:Api:GraphQLApis:A:Endpoint")]
    [InlineData("Amplify:Api:AppSync:FallbackModes:0", "MAYBE", "Amplify:Api:AppSync:FallbackModes:0")]
    [InlineData("Amplify:Api:GraphQLEndpointIamRegion", "us-east-1", "Api.GraphQLEndpointIamRegion")]
    public async Task WrongGraphQLSetting_FailsTheStart(string key, string value, string told)
    {
        using IHost host = HostWith(services => { }, (key, value));

        Assert.Equal(told, (await Assert.ThrowsAsync<AmplifyConfigurationException>(() => host.StartAsync(Token))).Key);
    }

    [Fact]
    public async Task MissingSection_FailsTheStartOfAKeyedClient()
    {
        using IHost host = HostWith(services => services.AddAmplify("other", new ConfigurationBuilder().Build().GetSection("Other")));

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => host.StartAsync(Token));

        Assert.Contains("Other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownApiOfAnHttpClient_FailsTheStartWithTheNamesThatExist()
    {
        using IHost host = HostWith(services => services.AddHttpClient("items").AddAmplifyAuthorization("Wrong"));

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => host.StartAsync(Token));

        Assert.Contains("'Wrong'", error.Message, StringComparison.Ordinal);
        Assert.Contains("MyApi", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RightSettings_StartAndStop()
    {
        using IHost host = HostWith(services => services.AddHttpClient("items").AddAmplifyAuthorization("MyApi"));

        await host.StartAsync(Token);
        AmplifyClient client = host.Services.GetRequiredService<AmplifyClient>();
        await host.StopAsync(Token);

        Assert.Equal("a.example", client.Rest.EndpointOf("MyApi").Host);
    }

    private static IHost HostWith(Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(Settings.Values("https://a.example"));
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddAmplify(builder.Configuration.GetSection("Amplify"));
        configure(builder.Services);
        return builder.Build();
    }
}
