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
    private static readonly (PropertyInfo Property, Variable Template, bool SkipsNull)[] Properties = [.. Find()];

    /// <exception cref="ArgumentException">A property has a converter of its own.</exception>
    public static Variable[] Read(T source)
    {
        var variables = new List<Variable>(Properties.Length);
        foreach ((PropertyInfo property, Variable template, bool skipsNull) in Properties)
        {
            if (property.IsDefined(typeof(JsonConverterAttribute), inherit: true))
            {
                throw new ArgumentException(
                    $"The property {property.Name} of {typeof(T).Name} has a [JsonConverter], which does not hold for a variable. Put it on the type {property.PropertyType.Name}, or add the converter to AmplifyOptions.JsonSerializerOptions.",
                    nameof(source));
            }

            object? value = property.GetValue(source);
            if (value is not null || !skipsNull)
            {
                variables.Add(template with { Value = value });
            }
        }

        return [.. variables];
    }

    private static IEnumerable<(PropertyInfo Property, Variable Template, bool SkipsNull)> Find()
    {
        foreach (PropertyInfo property in typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            JsonIgnoreCondition ignored = property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition ?? JsonIgnoreCondition.Never;
            if (property.GetMethod is not { IsPublic: true } || property.GetIndexParameters().Length > 0 || ignored == JsonIgnoreCondition.Always)
            {
                continue;
            }

            string? name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;
            bool skipsNull = ignored is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault;
            yield return (property, new Variable(name ?? property.Name, null, property.PropertyType) { FollowsPolicy = name is null, IsProperty = true }, skipsNull);
        }
    }
}
