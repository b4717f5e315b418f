using Amplify.Local;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Refit;

namespace Amplify.Tests.DependencyInjection;

/// <summary>Typed clients against an API that refuses what is not signed rightly.</summary>
public sealed class TypedClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refit_PutAndGet_AreSigned()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        var services = new ServiceCollection();
        services.AddAmplify(AmplifyConfiguration.Parse(backend.AwsExports()));
        services.AddRefitGeneratedClient<IItems>().AddAmplifyAuthorization("MyCloudApi");
        await using ServiceProvider provider = services.BuildServiceProvider();
        IItems items = provider.GetRequiredService<IItems>();

        await items.PutAsync(new Item("tea 1", "Tea"), Token);

        Assert.Equal("Tea", (await items.GetAsync("tea 1", Token)).Name);
    }

    [Fact]
    public async Task PlainTypedClient_OfAKeyedAmplifyClient_IsSigned()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        var services = new ServiceCollection();
        services.AddAmplify("shop", AmplifyConfiguration.Parse(backend.AwsExports()));
        services.AddHttpClient<ItemsClient>().AddAmplifyAuthorization("MyCloudApi", clientName: "shop");
        await using ServiceProvider provider = services.BuildServiceProvider();
        ItemsClient items = provider.GetRequiredService<ItemsClient>();

        await items.PutAsync(new Item("a", "A"), Token);

        Assert.Equal("A", (await items.GetAsync("a", Token))?.Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ResilienceHandler_AddedBeforeOrAfter_RetriesOutsideOfTheSignature(bool before)
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        var services = new ServiceCollection();
        services.AddAmplify(AmplifyConfiguration.Parse(backend.AwsExports()));
        IHttpClientBuilder builder = services.AddHttpClient<ItemsClient>();
        builder = before ? builder : builder.AddAmplifyAuthorization("MyCloudApi");
        builder.AddStandardResilienceHandler(options =>
        {
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.Retry.BackoffType = DelayBackoffType.Constant;
        });
        builder = before ? builder.AddAmplifyAuthorization("MyCloudApi") : builder;
        await using ServiceProvider provider = services.BuildServiceProvider();
        ItemsClient items = provider.GetRequiredService<ItemsClient>();
        FaultScript faults = backend.Faults.Sequence(new FaultFilter { Api = "MyCloudApi" }, Fault.Status(503).Times(2));

        await items.PutAsync(new Item("b", "B"), Token);

        Assert.True(faults.IsOver);
        Assert.Equal("B", (await items.GetAsync("b", Token))?.Name);
    }
}
