using System.Text;

namespace Amplify.Local.AppSync.EventApp;

/// <summary>
/// A filter as DynamoDB understands it: all conditions must hold, texts are compared by their bytes, a missing value fulfils only
/// <c>ne</c> and <c>notContains</c>.
/// </summary>
internal static class TableFilter
{
    /// <exception cref="AppSyncException">A condition makes no sense.</exception>
    public static bool Matches(IReadOnlyDictionary<string, object?>? filter, Func<string, string?> valueOf)
    {
        foreach ((string field, object? conditions) in filter ?? new Dictionary<string, object?>())
        {
            foreach ((string condition, object? operand) in (IReadOnlyDictionary<string, object?>?)conditions ?? new Dictionary<string, object?>())
            {
                if (operand is not null && !Holds(condition, valueOf(field), operand))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Holds(string condition, string? value, object operand) => condition switch
    {
        "between" => Between(value, operand),
        "ne" => value != (string)operand,
        "notContains" => value?.Contains((string)operand, StringComparison.Ordinal) != true,
        _ when value is null => false,
        "eq" => value == (string)operand,
        "contains" => value.Contains((string)operand, StringComparison.Ordinal),
        "beginsWith" => value.StartsWith((string)operand, StringComparison.Ordinal),
        "lt" => Compare(value, operand) < 0,
        "le" => Compare(value, operand) <= 0,
        "gt" => Compare(value, operand) > 0,
        _ => Compare(value, operand) >= 0,
    };

    private static bool Between(string? value, object operand) => operand is IReadOnlyList<object?> and [string low, string high]
        ? value is not null && Compare(value, low) >= 0 && Compare(value, high) <= 0
        : throw new AppSyncException("between takes a lower and an upper bound.", "DynamoDB:DynamoDbException");

    // UTF-8 has the order of the code points, UTF-16 has not: a surrogate comes before U+E000.
    private static int Compare(string value, object operand) => Encoding.UTF8.GetBytes(value).AsSpan()
        .SequenceCompareTo(Encoding.UTF8.GetBytes((string)operand));
}
