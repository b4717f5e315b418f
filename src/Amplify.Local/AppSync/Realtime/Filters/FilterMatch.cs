using System.Text.Json;

namespace Amplify.Local.AppSync.Realtime.Filters;

/// <summary>Compares a payload's field with the values of an enhanced filter. A field that is not there matches only what is negated.</summary>
internal static class FilterMatch
{
    public static bool Test(FilterOperator by, JsonElement actual, JsonElement[] values) => by switch
    {
        FilterOperator.Equal or FilterOperator.In => IsAnyOf(actual, values),
        FilterOperator.NotEqual or FilterOperator.NotIn => !IsAnyOf(actual, values),
        FilterOperator.LessOrEqual => Compare(actual, values[0]) <= 0,
        FilterOperator.LessThan => Compare(actual, values[0]) < 0,
        FilterOperator.GreaterOrEqual => Compare(actual, values[0]) >= 0,
        FilterOperator.GreaterThan => Compare(actual, values[0]) > 0,
        FilterOperator.Between => Compare(actual, values[0]) >= 0 && Compare(actual, values[1]) <= 0,
        FilterOperator.Contains => Contains(actual, values[0]),
        FilterOperator.NotContains => !Contains(actual, values[0]),
        FilterOperator.BeginsWith => AreTexts(actual, values[0]) && actual.GetString()!.StartsWith(values[0].GetString()!, StringComparison.Ordinal),
        _ => actual.ValueKind == JsonValueKind.Array && Array.Exists(values, value => Contains(actual, value)),
    };

    private static bool IsAnyOf(JsonElement actual, JsonElement[] values) =>
        actual.ValueKind != JsonValueKind.Undefined && Array.Exists(values, value => JsonElement.DeepEquals(actual, value));

    private static bool Contains(JsonElement actual, JsonElement value) => actual.ValueKind switch
    {
        JsonValueKind.Array => actual.EnumerateArray().Any(element => JsonElement.DeepEquals(element, value)),
        JsonValueKind.String => AreTexts(actual, value) && actual.GetString()!.Contains(value.GetString()!, StringComparison.Ordinal),
        _ => false,
    };

    private static int? Compare(JsonElement actual, JsonElement value) => (actual.ValueKind, value.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => actual.GetDouble().CompareTo(value.GetDouble()),
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(actual.GetString(), value.GetString()),
        _ => null,
    };

    private static bool AreTexts(JsonElement one, JsonElement other) =>
        one.ValueKind == JsonValueKind.String && other.ValueKind == JsonValueKind.String;
}
