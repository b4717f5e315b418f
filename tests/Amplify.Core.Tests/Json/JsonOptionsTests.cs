using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Amplify.Core.Json;

namespace Amplify.Core.Tests.Json;

public sealed class JsonOptionsTests
{
    private static readonly IJsonTypeInfoResolver Ours = new OnlyType(typeof(JsonNode));

    [Fact]
    public void Create_NothingGiven_UsesWebDefaults()
    {
        JsonSerializerOptions options = JsonOptions.Create(null, Ours);

        Assert.Equal("""{"someName":1}""", JsonSerializer.Serialize(new Sample(1), options.InfoOf(typeof(Sample))));
        Assert.True(options.IsReadOnly);
    }

    [Fact]
    public void Create_OptionsOfApplication_AreCopiedAndLeftOpen()
    {
        var given = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

        JsonSerializerOptions options = JsonOptions.Create(given, Ours);
        given.WriteIndented = true;

        Assert.Equal("""{"some_name":1}""", JsonSerializer.Serialize(new Sample(1), options.InfoOf(typeof(Sample))));
        Assert.Empty(given.TypeInfoResolverChain);
    }

    [Fact]
    public void Create_Chain_AsksApplicationThenOursThenReflection()
    {
        var application = new OnlyType(typeof(Sample));
        var given = new JsonSerializerOptions { TypeInfoResolver = application };

        JsonSerializerOptions options = JsonOptions.Create(given, Ours);

        Assert.Equal(3, options.TypeInfoResolverChain.Count);
        Assert.Same(application, options.TypeInfoResolverChain[0]);
        Assert.Same(Ours, options.TypeInfoResolverChain[1]);
        Assert.IsType<DefaultJsonTypeInfoResolver>(options.TypeInfoResolverChain[2]);
    }

    [Fact]
    public void InfoOf_UnknownType_TellsWhatToAdd()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new OnlyType(typeof(int)) };

        var error = Assert.Throws<AmplifyConfigurationException>(() => options.InfoOf(typeof(Sample)));

        Assert.Contains("[JsonSerializable(typeof(Sample))]", error.Message, StringComparison.Ordinal);
        Assert.Equal("JsonSerializerOptions", error.Key);
    }

    private sealed record Sample(int SomeName);

    private sealed class OnlyType(Type type) : IJsonTypeInfoResolver
    {
        private readonly DefaultJsonTypeInfoResolver _inner = new();

        public JsonTypeInfo? GetTypeInfo(Type requested, JsonSerializerOptions options) => requested == type ? _inner.GetTypeInfo(requested, options) : null;
    }
}
