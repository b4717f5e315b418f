namespace Amplify.Browser.TestApp.Checks;

/// <summary>What the table of items lists.</summary>
internal sealed record ItemPage(Item[] Items);
