namespace Amplify.Browser.TestApp.Checks;

/// <summary>What the table of items keeps.</summary>
internal sealed record Item(string? Id, string Name, int Stars);
