using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amplify.Core.Json;

namespace Amplify.Api.GraphQL.Responses;

/// <summary>
/// How answers are read: the envelope by a contract of its own, the data in it by the application's, in one pass over the bytes. Made by hand in the
/// way of the source generator, which cannot foresee the type of the data.
/// </summary>
internal sealed class EnvelopeContract(JsonSerializerOptions json)
{
    private readonly ConcurrentDictionary<Type, JsonTypeInfo> _known = new();

    /// <exception cref="AmplifyConfigurationException">There is no JSON type information for the type of the data.</exception>
    public JsonTypeInfo<Envelope<TData>> For<TData>() => (JsonTypeInfo<Envelope<TData>>)_known.GetOrAdd(
        typeof(TData), static (_, options) => Create<TData>(options), json);

    /// <summary>Gives how data that is there is read, in an answer or in a message: as its type, or for <see cref="string"/> as its JSON text.</summary>
    /// <exception cref="AmplifyConfigurationException">There is no JSON type information for the type.</exception>
    public static JsonTypeInfo<TData> InfoOf<TData>(JsonSerializerOptions json) =>
        (JsonTypeInfo<TData>)(typeof(TData) == typeof(string) ? Info(json, new JsonTextConverter()) : json.InfoOf(typeof(TData)));

    private static JsonTypeInfo<Envelope<TData>> Create<TData>(JsonSerializerOptions json)
    {
        // Now, and not when the first answer is read: what the server did by then cannot be undone.
        JsonTypeInfo<TData> dataInfo = DataInfo<TData>(json);
        JsonTypeInfo<Envelope<TData>> contract = JsonMetadataServices.CreateObjectInfo(json, new JsonObjectInfoValues<Envelope<TData>>
        {
            ObjectCreator = static () => new Envelope<TData>(),
            PropertyMetadataInitializer = _ =>
            [
                Property<TData, TData>(json, "data", dataInfo, static envelope => envelope.Data, static (envelope, data) => envelope.SetData(data)),
                Property<TData, List<GraphQLError>>(
                    json,
                    "errors",
                    Info(json, new GraphQLErrorsConverter()),
                    static envelope => envelope.Errors,
                    static (envelope, errors) => envelope.Errors = errors),
                Property<TData, JsonElement>(
                    json,
                    "extensions",
                    Info(json, JsonMetadataServices.JsonElementConverter),
                    static envelope => envelope.Extensions.GetValueOrDefault(),
                    static (envelope, extensions) => envelope.Extensions = extensions.ValueKind == JsonValueKind.Null ? null : extensions),
            ],
        });

        // Strict applications mean their own types: a server may add members to its answers.
        contract.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        return contract;
    }

    private static JsonPropertyInfo Property<TData, T>(
        JsonSerializerOptions json, string name, JsonTypeInfo info, Func<Envelope<TData>, T?> get, Action<Envelope<TData>, T?> set) =>
        JsonMetadataServices.CreatePropertyInfo(json, new JsonPropertyInfoValues<T>
        {
            IsProperty = true,
            IsPublic = true,
            DeclaringType = typeof(Envelope<TData>),
            PropertyName = name,
            JsonPropertyName = name,
            PropertyTypeInfo = info,

            // Never called; but a collection that has none is taken for one that cannot be set.
            Getter = envelope => get((Envelope<TData>)envelope),
            Setter = (envelope, value) => set((Envelope<TData>)envelope, value),
        });

    private static JsonTypeInfo<TData> DataInfo<TData>(JsonSerializerOptions json)
    {
        JsonTypeInfo<TData> info = InfoOf<TData>(json);
        return default(TData) is null || typeof(TData) == typeof(JsonElement) ? info : Info(json, new ValueDataConverter<TData>(info));
    }

    private static JsonTypeInfo<T> Info<T>(JsonSerializerOptions json, JsonConverter<T> converter) => JsonMetadataServices.CreateValueInfo<T>(json, converter);
}
