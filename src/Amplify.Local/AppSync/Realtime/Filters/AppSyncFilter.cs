using System.Text.Json;
using Amplify.Local.AppSync.Realtime.Filters;
using Amplify.Local.AppSync.Resolvers;

namespace Amplify.Local;

/// <summary>
/// A condition of an
/// <see href="https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html">enhanced subscription filter</see>
/// on a field of what a mutation gave. Values are numbers, texts or, for equality, booleans.
/// </summary>
public sealed class AppSyncFilter
{
    private const int DeepestField = 5;
    private const int LongestField = 256;
    private const int LongestIn = 5;
    private const int LongestContainsAny = 20;

    private readonly string[] _path;
    private readonly FilterOperator _operator;
    private readonly JsonElement[] _values;

    private AppSyncFilter(string field, FilterOperator by, params object[] values)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        ArgumentNullException.ThrowIfNull(values);
        _path = field.Split('.');
        if (_path.Length > DeepestField || field.Length > LongestField)
        {
            throw new ArgumentException($"The path of a field has at most {DeepestField} steps and {LongestField} characters.", nameof(field));
        }

        _operator = by;
        _values = [.. values.Select(static value => JsonSerializer.SerializeToElement(value, ResolverValue.Json))];
    }

    /// <summary><c>eq</c>: the field is the value.</summary>
    /// <param name="field">The field; its path, with dots, where it is a field of a field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static AppSyncFilter Equal(string field, object value) => new(field, FilterOperator.Equal, value);

    /// <summary><c>ne</c>: the field is not the value.</summary>
    /// <inheritdoc cref="Equal"/>
    public static AppSyncFilter NotEqual(string field, object value) => new(field, FilterOperator.NotEqual, value);

    /// <summary><c>le</c>: the field is at most the value.</summary>
    /// <inheritdoc cref="Equal"/>
    public static AppSyncFilter LessOrEqual(string field, object value) => new(field, FilterOperator.LessOrEqual, value);

    /// <summary><c>lt</c>: the field is less than the value.</summary>
    /// <inheritdoc cref="Equal"/>
    public static AppSyncFilter LessThan(string field, object value) => new(field, FilterOperator.LessThan, value);

    /// <summary><c>ge</c>: the field is at least the value.</summary>
    /// <inheritdoc cref="Equal"/>
    public static AppSyncFilter GreaterOrEqual(string field, object value) => new(field, FilterOperator.GreaterOrEqual, value);

    /// <summary><c>gt</c>: the field is greater than the value.</summary>
    /// <inheritdoc cref="Equal"/>
    public static AppSyncFilter GreaterThan(string field, object value) => new(field, FilterOperator.GreaterThan, value);

    /// <summary><c>contains</c>: the field, a text, has the value within it; or, a list, has it for an element.</summary>
    /// <inheritdoc cref="Equal"/>
    public static AppSyncFilter Contains(string field, object value) => new(field, FilterOperator.Contains, value);

    /// <summary><c>notContains</c>: the field does not have the value within it.</summary>
    /// <inheritdoc cref="Equal"/>
    public static AppSyncFilter NotContains(string field, object value) => new(field, FilterOperator.NotContains, value);

    /// <summary><c>beginsWith</c>: the field is a text that begins with the value.</summary>
    /// <inheritdoc cref="Equal"/>
    public static AppSyncFilter BeginsWith(string field, string value) => new(field, FilterOperator.BeginsWith, value);

    /// <summary><c>in</c>: the field is one of the values.</summary>
    /// <param name="field">The field; its path, with dots, where it is a field of a field.</param>
    /// <param name="values">The values, at most 5.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">There are too many values.</exception>
    public static AppSyncFilter In(string field, params object[] values) => new(field, FilterOperator.In, AtMost(LongestIn, values));

    /// <summary><c>notIn</c>: the field is none of the values.</summary>
    /// <inheritdoc cref="In"/>
    public static AppSyncFilter NotIn(string field, params object[] values) => new(field, FilterOperator.NotIn, AtMost(LongestIn, values));

    /// <summary><c>between</c>: the field is one of the values or lies between them.</summary>
    /// <param name="field">The field; its path, with dots, where it is a field of a field.</param>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value.</param>
    /// <returns>The condition.</returns>
    public static AppSyncFilter Between(string field, object low, object high) => new(field, FilterOperator.Between, low, high);

    /// <summary><c>containsAny</c>: the field is a list that has one of the values.</summary>
    /// <param name="field">The field; its path, with dots, where it is a field of a field.</param>
    /// <param name="values">The values, at most 20.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">There are too many values.</exception>
    public static AppSyncFilter ContainsAny(string field, params object[] values) =>
        new(field, FilterOperator.ContainsAny, AtMost(LongestContainsAny, values));

    internal bool Matches(JsonElement payload)
    {
        JsonElement actual = payload;
        foreach (string step in _path)
        {
            actual = actual.ValueKind == JsonValueKind.Object && actual.TryGetProperty(step, out JsonElement member) ? member : default;
        }

        return FilterMatch.Test(_operator, actual, _values);
    }

    private static object[] AtMost(int count, object[] values) => values is { Length: var length } && length > count
        ? throw new ArgumentException($"AppSync allows {count} values here, not {length}.", nameof(values))
        : values;
}
