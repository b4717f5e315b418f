namespace Amplify.Local.AppSync.EventApp;

/// <summary>A page of a table, and the token of the next one.</summary>
internal sealed record Connection<T>(IReadOnlyList<T> Items, string? NextToken);
