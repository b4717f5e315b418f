using System.Text.Json;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>A value that a scalar does not take; the message is AppSync's.</summary>
internal sealed class ScalarException(string message) : Exception(message)
{
    /// <summary>The refusal of a value that is of another kind altogether.</summary>
    public static ScalarException WrongKind(string scalar, object value) => new($"Expected type '{scalar}' but was '{KindOf(value)}'.");

    private static string KindOf(object value) => value switch
    {
        string => "String",
        long => "Integer",
        double or decimal => "Double",
        bool => "Boolean",
        JsonElement { ValueKind: JsonValueKind.Array } => "ArrayList",
        _ => "LinkedHashMap",
    };
}
