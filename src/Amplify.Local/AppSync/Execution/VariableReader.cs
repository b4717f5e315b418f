using System.Text.Json;
using Amplify.Local.AppSync.Resolvers;
using Amplify.Local.AppSync.Responses;
using Amplify.Local.AppSync.Scalars;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Reads the variables of a request by the types that its operation declares, and tells what does not fit in AppSync's words.</summary>
internal static class VariableReader
{
    /// <exception cref="AppSyncError">A variable does not fit.</exception>
    public static Variables Read(PreparedOperation operation, JsonElement values)
    {
        if (operation.Variables.Length == 0)
        {
            return Variables.None;
        }

        var variables = new Variables();
        foreach (DeclaredVariable declared in operation.Variables)
        {
            variables.Add(ReadChecked(declared, values));
        }

        return variables;
    }

    // JSON can escape half of a surrogate pair, which is no text; that is found out only when a text is read.
    private static Variable ReadChecked(DeclaredVariable declared, JsonElement values)
    {
        try
        {
            return Read(declared, values);
        }
        catch (InvalidOperationException)
        {
            throw Invalid(declared.Name, "A text in it has half of a surrogate pair.");
        }
    }

    private static Variable Read(DeclaredVariable declared, JsonElement values)
    {
        var variable = new Variable(declared.Name, declared.Syntax);
        if (values.ValueKind == JsonValueKind.Object && values.TryGetProperty(declared.Name, out JsonElement value))
        {
            variable.Value = Read(declared.Name, declared.Type, value);
        }
        else if (declared.Syntax.DefaultValue is { } byDefault)
        {
            variable.Value = ExecutionHelper.CoerceValue(declared.Type, byDefault).Value;
            variable.IsDefault = true;
        }
        else if (declared.Type is NonNullGraphType type)
        {
            throw NullIn(declared.Name, type);
        }

        return variable;
    }

    private static object? Read(string name, IGraphType type, JsonElement value)
    {
        if (type is NonNullGraphType nonNull)
        {
            return value.ValueKind == JsonValueKind.Null ? throw NullIn(name, nonNull) : Read(name, nonNull.ResolvedType!, value);
        }

        return value.ValueKind == JsonValueKind.Null ? null : type switch
        {
            ListGraphType list => ReadList(name, list.ResolvedType!, value),
            IInputObjectGraphType input => ReadObject(name, input, value),
            EnumerationGraphType enumeration => ReadEnum(name, enumeration, value),
            _ => ReadScalar(name, (IAppSyncScalar)type, value),
        };
    }

    // A single value stands for a list of one.
    private static object?[] ReadList(string name, IGraphType type, JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(item => Read(name, type, item))]
        : [Read(name, type, value)];

    private static Dictionary<string, object?> ReadObject(string name, IInputObjectGraphType type, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(name, $"Expected type 'Map' but was '{value.ValueKind}'. Variables for input objects must be an instance of type 'Map'.");
        }

        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            FieldType field = type.GetField(member.Name) ?? throw AppSyncError.OfRequest(
                $"The variables input contains a field name '{member.Name}' that is not defined for input object type '{type.Name}' ");
            members[member.Name] = Read(name, field.ResolvedType!, member.Value);
        }

        foreach (FieldType field in type.Fields)
        {
            if (members.ContainsKey(field.Name))
            {
                continue;
            }

            if (field.DefaultValue is not null)
            {
                members.Add(field.Name, field.DefaultValue);
            }
            else if (field.ResolvedType is NonNullGraphType missing)
            {
                throw NullIn(name, missing);
            }
        }

        return members;
    }

    private static object ReadEnum(string name, EnumerationGraphType type, JsonElement value)
    {
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return value.ValueKind == JsonValueKind.String && type.Values.FindByName(text) is { } found
            ? found.Value!
            : throw Invalid(name, $"Invalid input for Enum '{type.Name}'. No value found for name '{text}'");
    }

    private static object ReadScalar(string name, IAppSyncScalar type, JsonElement value)
    {
        try
        {
            return type.Read(ResolverValue.Leaf(value));
        }
        catch (ScalarException exception)
        {
            throw Invalid(name, exception.Message);
        }
    }

    private static AppSyncError NullIn(string name, NonNullGraphType type) =>
        AppSyncError.OfRequest($"Variable '{name}' has coerced Null value for NonNull type '{type}'");

    private static AppSyncError Invalid(string name, string reason) =>
        AppSyncError.OfRequest($"Variable '{name}' has an invalid value. {reason}");
}
