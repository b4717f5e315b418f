namespace Amplify.Benchmarks.Calls;

/// <summary>What a table holds.</summary>
internal sealed record Item(string Id, string Name, decimal Price, string[] Tags, string Description)
{
    /// <summary>Gives one that is 1 KiB of JSON.</summary>
    public static Item OfOneKibibyte() => new("1", "A thing", 12.5m, ["new", "red", "large"], new string('d', 938));
}
