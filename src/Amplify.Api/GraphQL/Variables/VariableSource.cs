using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Api.GraphQL.Variables;

/// <summary>Takes variables out of what holds them.</summary>
internal static class VariableSource
{
    public static Variable[] Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T variables)
        where T : notnull
    {
        switch (variables)
        {
            case null:
                throw new ArgumentNullException(nameof(variables));
            case JsonObject json:
                return Read(json);
            case JsonElement { ValueKind: JsonValueKind.Object } json:
                return [.. json.EnumerateObject().Select(static member => new Variable(member.Name, member.Value.Clone(), typeof(JsonElement)))];
            case IDictionary dictionary:
                return Read(dictionary);
            case JsonElement or JsonNode or IEnumerable or IConvertible or Guid or DateTimeOffset:
                throw new ArgumentException(
                    $"{typeof(T).Name} is a value, and not an object whose properties are variables. Name the variable: With(\"name\", value).", nameof(variables));
            default:
                return VariableProperties<T>.Read(variables);
        }
    }

    public static Variable[] Read(JsonObject variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return [.. variables.Select(static member => new Variable(member.Key, member.Value?.DeepClone(), typeof(JsonNode)))];
    }

    private static Variable[] Read(IDictionary dictionary)
    {
        var variables = new List<Variable>(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = entry.Key as string ?? throw new ArgumentException("The keys of a dictionary of variables are their names, and strings.", nameof(dictionary));
            variables.Add(new Variable(name, entry.Value, typeof(object)));
        }

        return [.. variables];
    }
}
