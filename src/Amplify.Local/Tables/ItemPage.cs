namespace Amplify.Local.Tables;

/// <summary>A page of items, and where the next one begins when there is one.</summary>
internal sealed record ItemPage(List<byte[]> Items, PageToken? Next);
