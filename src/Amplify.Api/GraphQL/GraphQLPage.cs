namespace Amplify;

/// <summary>A page of a longer list, for lists that have nothing but <c>items</c> and <c>nextToken</c>.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
/// <param name="Items">The items of this page.</param>
/// <param name="NextToken">What asks for the next page; <see langword="null"/> on the last one.</param>
public sealed record GraphQLPage<TItem>(IReadOnlyList<TItem>? Items, string? NextToken) : IGraphQLPage<TItem>;
