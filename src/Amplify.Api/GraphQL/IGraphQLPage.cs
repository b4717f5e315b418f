namespace Amplify;

/// <summary>A page of a longer list, as AppSync's lists come.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
public interface IGraphQLPage<out TItem>
{
    /// <summary>Gets the items of this page.</summary>
    /// <value><see langword="null"/> is as good as none.</value>
    IReadOnlyList<TItem>? Items { get; }

    /// <summary>Gets what asks for the next page.</summary>
    /// <value><see langword="null"/> or empty on the last page.</value>
    string? NextToken { get; }
}
