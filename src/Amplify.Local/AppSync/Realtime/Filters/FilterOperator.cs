namespace Amplify.Local.AppSync.Realtime.Filters;

/// <summary>How an enhanced filter compares.</summary>
internal enum FilterOperator
{
    Equal,
    NotEqual,
    LessOrEqual,
    LessThan,
    GreaterOrEqual,
    GreaterThan,
    Contains,
    NotContains,
    BeginsWith,
    In,
    NotIn,
    Between,
    ContainsAny,
}
