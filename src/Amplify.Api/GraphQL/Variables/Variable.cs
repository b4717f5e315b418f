using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Amplify.Api.GraphQL.Variables;

/// <summary>A value for a variable.</summary>
/// <param name="Name">The variable's name, or that of the property that it comes from.</param>
/// <param name="Value">The value.</param>
/// <param name="DeclaredType">The type that its place has; the value's own may be unknown where there is no reflection.</param>
internal readonly record struct Variable(string Name, object? Value, Type DeclaredType)
{
    /// <summary>Gets whether the name is a property's, and follows the client's naming policy.</summary>
    public bool FollowsPolicy { get; init; }

    /// <summary>Gets whether the value is a property's that says nothing itself of when it is left out, so that the client's options do.</summary>
    public bool MayBeLeftOut { get; init; }

    /// <summary>Tells whether a condition leaves the value out.</summary>
    public bool IsLeftOutBy(JsonIgnoreCondition condition) => condition switch
    {
        JsonIgnoreCondition.WhenWritingNull => Value is null,
        JsonIgnoreCondition.WhenWritingDefault => Value is null || IsDefault(Value, DeclaredType),
        _ => false,
    };

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The value with all its bits zero is wanted, and none of the type's constructors.")]
    private static bool IsDefault(object value, Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null && value.Equals(RuntimeHelpers.GetUninitializedObject(type));
}
