namespace Amplify;

/// <summary>Stand-in until the real one is merged.</summary>
public sealed class GraphQLError
{
    /// <summary>Message.</summary>
    public string Message { get; init; } = "";
}
