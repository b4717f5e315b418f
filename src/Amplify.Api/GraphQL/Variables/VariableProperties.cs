using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Amplify.Api.GraphQL.Variables;

/// <summary>
/// The properties of a type whose objects hold variables. They are looked up by reflection that trimming knows of, which works for anonymous types
/// too, whose JSON no source generator can foresee.
/// </summary>
internal static class VariableProperties<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>
{
    private static readonly (PropertyInfo Property, Variable Template, JsonIgnoreCondition LeftOut)[] Properties = [.. Find()];
    private static readonly PropertyInfo? Converted = Array.Find(Properties, static found => found.Property.IsDefined(typeof(JsonConverterAttribute), inherit: true)).Property;

    /// <exception cref="ArgumentException">A property has a converter of its own.</exception>
    public static Variable[] Read(T source)
    {
        if (Converted is { } converted)
        {
            throw new ArgumentException(
                $"The property {converted.Name} of {typeof(T).Name} has a [JsonConverter], which does not hold for a variable. Put it on the type {converted.PropertyType.Name}, or add the converter to AmplifyOptions.JsonSerializerOptions.",
                nameof(source));
        }

        var variables = new List<Variable>(Properties.Length);
        foreach ((PropertyInfo property, Variable template, JsonIgnoreCondition leftOut) in Properties)
        {
            Variable variable = template with { Value = property.GetValue(source, BindingFlags.DoNotWrapExceptions, binder: null, index: null, culture: null) };
            if (!variable.IsLeftOutBy(leftOut))
            {
                variables.Add(variable);
            }
        }

        return [.. variables];
    }

    private static IEnumerable<(PropertyInfo Property, Variable Template, JsonIgnoreCondition LeftOut)> Find()
    {
        foreach (PropertyInfo property in typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            JsonIgnoreCondition? leftOut = property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition;
            bool isWritten = leftOut is not (JsonIgnoreCondition.Always or JsonIgnoreCondition.WhenWriting);
            if (property.GetMethod is not { IsPublic: true } || property.GetIndexParameters().Length > 0 || !isWritten)
            {
                continue;
            }

            string? name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;
            var template = new Variable(name ?? property.Name, null, property.PropertyType) { FollowsPolicy = name is null, MayBeLeftOut = leftOut is null };
            yield return (property, template, leftOut ?? JsonIgnoreCondition.Never);
        }
    }
}
