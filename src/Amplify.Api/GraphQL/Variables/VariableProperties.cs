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
    private static readonly VariableProperty[] Properties = [.. Find()];

    /// <exception cref="ArgumentException">A property has a converter of its own.</exception>
    public static Variable[] Read(T source)
    {
        var variables = new List<Variable>(Properties.Length);
        foreach (VariableProperty property in Properties)
        {
            if (property.HasConverter)
            {
                throw new ArgumentException(
                    $"The property {property.Info.Name} of {typeof(T).Name} has a [JsonConverter], which does not hold for a variable. Put it on the type {property.Info.PropertyType.Name}, or add the converter to AmplifyOptions.JsonSerializerOptions.",
                    nameof(source));
            }

            object? value = property.Info.GetValue(source, BindingFlags.DoNotWrapExceptions, binder: null, index: null, culture: null);
            if (value is not null || !property.SkipsNull)
            {
                variables.Add(property.Variable with { Value = value });
            }
        }

        return [.. variables];
    }

    private static IEnumerable<VariableProperty> Find()
    {
        foreach (PropertyInfo info in typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            JsonIgnoreCondition ignored = info.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition ?? JsonIgnoreCondition.Never;
            if (info.GetMethod is not { IsPublic: true } || info.GetIndexParameters().Length > 0 || ignored == JsonIgnoreCondition.Always)
            {
                continue;
            }

            string? name = info.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;
            yield return new VariableProperty(
                info,
                new Variable(name ?? info.Name, null, info.PropertyType) { FollowsPolicy = name is null, IsProperty = true },
                SkipsNull: ignored is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault,
                HasConverter: info.IsDefined(typeof(JsonConverterAttribute), inherit: true));
        }
    }

    /// <param name="Info">The property.</param>
    /// <param name="Variable">The variable that it stands for, without a value.</param>
    /// <param name="SkipsNull">Whether a null is left out.</param>
    /// <param name="HasConverter">Whether it has a converter of its own.</param>
    private sealed record VariableProperty(PropertyInfo Info, Variable Variable, bool SkipsNull, bool HasConverter);
}
