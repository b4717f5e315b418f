using System.Globalization;

namespace Amplify;

/// <summary>A step of the way to a field of an answer: the name of a field, as the answer has it, or an index into a list.</summary>
/// <param name="Field">The field's name; <see langword="null"/> for an index.</param>
/// <param name="Index">The index, from 0; <see langword="null"/> for a field.</param>
public readonly record struct GraphQLPathSegment(string? Field, int? Index)
{
    /// <summary>Gives the step as text.</summary>
    /// <returns>The field's name, or the index.</returns>
    public override string ToString() => Field ?? Index?.ToString(CultureInfo.InvariantCulture) ?? "";
}
