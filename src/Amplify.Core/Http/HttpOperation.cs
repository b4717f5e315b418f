namespace Amplify.Core.Http;

/// <summary>What a call is about where that is not its method and path: a GraphQL operation.</summary>
/// <param name="Type">What it does: <c>query</c>, <c>mutation</c> or <c>subscription</c>.</param>
/// <param name="Name">Its name, if it has one.</param>
/// <param name="IsRepeatable">Whether doing it twice is as good as once.</param>
internal sealed record HttpOperation(string Type, string? Name, bool IsRepeatable)
{
    /// <summary>Gets what stands for the name in messages and logs.</summary>
    public string NameForMessages => Name ?? "without a name";

    public override string ToString() => $"{Type} {NameForMessages}";
}
