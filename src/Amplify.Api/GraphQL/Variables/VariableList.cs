using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Amplify.Api.GraphQL.Variables;

/// <summary>The variables of an operation, in the order in which they were given. It never changes.</summary>
internal sealed class VariableList
{
    private readonly Variable[] _variables;

    private VariableList(Variable[] variables) => _variables = variables;

    public static VariableList Empty { get; } = new([]);

    public bool IsEmpty => _variables.Length == 0;

    public VariableList Add(ReadOnlySpan<Variable> later) => new([.. _variables, .. later]);

    /// <summary>Writes the variables as one JSON object. The last value of each name counts.</summary>
    /// <exception cref="ArgumentException">A value cannot be written; the message names its variable.</exception>
    /// <exception cref="AmplifyConfigurationException">There is no JSON type information for a value; the message names its variable.</exception>
    public void Write(Utf8JsonWriter writer, JsonSerializerOptions json)
    {
        string[] names = NamesWith(json);
        writer.WriteStartObject();
        for (int i = 0; i < _variables.Length; i++)
        {
            bool isLeftOut = _variables[i].MayBeLeftOut && _variables[i].IsLeftOutBy(json.DefaultIgnoreCondition);
            if (!isLeftOut && !names.AsSpan(i + 1).Contains(names[i]))
            {
                writer.WritePropertyName(names[i]);
                Write(writer, names[i], _variables[i], json);
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, Variable variable, JsonSerializerOptions json)
    {
        try
        {
            switch (variable.Value)
            {
                case null:
                    writer.WriteNullValue();
                    break;
                case JsonNode node:
                    node.WriteTo(writer, json);
                    break;
                default:
                    JsonSerializer.Serialize(writer, variable.Value, InfoOf(name, variable, json));
                    break;
            }
        }
        catch (Exception e) when (e is not AmplifyException)
        {
            throw new ArgumentException($"The variable '{name}' cannot be written as JSON: {e.Message}", e);
        }
    }

    // The value's own type has all that it holds; where there is no reflection it may be one that nobody registered, such as that of a collection expression.
    private static JsonTypeInfo InfoOf(string name, Variable variable, JsonSerializerOptions json)
    {
        Type type = variable.Value!.GetType();
        if (json.TryGetTypeInfo(type, out JsonTypeInfo? info) || json.TryGetTypeInfo(variable.DeclaredType, out info))
        {
            return info;
        }

        throw new AmplifyConfigurationException(
            $"There is no JSON type information for {type}, the type of the variable '{name}'. Add [JsonSerializable(typeof({type.Name}))] to a JsonSerializerContext and that context to the TypeInfoResolverChain of AmplifyOptions.JsonSerializerOptions; an anonymous type inside a variable becomes a record for that, or a JsonObject.")
        { Key = "JsonSerializerOptions" };
    }

    private string[] NamesWith(JsonSerializerOptions json)
    {
        string[] names = new string[_variables.Length];
        for (int i = 0; i < names.Length; i++)
        {
            string name = _variables[i].Name;
            names[i] = _variables[i].FollowsPolicy && json.PropertyNamingPolicy is { } policy ? policy.ConvertName(name) : name;
        }

        return names;
    }
}
