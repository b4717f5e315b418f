using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Amplify.Core.Json;

/// <summary>The one options object that a client reads and writes JSON with.</summary>
internal static class JsonOptions
{
    /// <summary>Copies the application's options and freezes the copy: its type information, then ours, then reflection where it is enabled.</summary>
    public static JsonSerializerOptions Create(JsonSerializerOptions? application, IJsonTypeInfoResolver ours)
    {
        JsonSerializerOptions options = application is null ? new(JsonSerializerDefaults.Web) : new(application);
        options.TypeInfoResolverChain.Add(ours);
        if (JsonSerializer.IsReflectionEnabledByDefault)
        {
            options.TypeInfoResolverChain.Add(Reflection());
        }

        options.MakeReadOnly();
        return options;
    }

    /// <summary>Gets how a type is written and read.</summary>
    /// <exception cref="AmplifyConfigurationException">The application has no reflection and its contexts do not know the type.</exception>
    public static JsonTypeInfo InfoOf(this JsonSerializerOptions options, Type type)
    {
        try
        {
            return options.GetTypeInfo(type);
        }
        catch (NotSupportedException e)
        {
            throw new AmplifyConfigurationException(
                $"There is no JSON type information for {type}. Add [JsonSerializable(typeof({type.Name}))] to a JsonSerializerContext and that context to the TypeInfoResolverChain of AmplifyOptions.JsonSerializerOptions.",
                e)
            { Key = "JsonSerializerOptions" };
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only where reflection-based serialization is enabled.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reached only where reflection-based serialization is enabled.")]
    private static DefaultJsonTypeInfoResolver Reflection() => new();
}
