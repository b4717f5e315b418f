using System.Runtime.CompilerServices;

namespace Amplify;

/// <content>Lists that come in pages.</content>
public sealed partial class GraphQLApi
{
    private const string TokenVariable = "nextToken";

    /// <summary>Runs a query for one page of a list after the other, and gives the data of each, as long as it is asked for more.</summary>
    /// <typeparam name="TData">The type of the query's data.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="operation">
    /// The query. It has a variable <c>$nextToken</c>, gives it to the list, and asks the list for <c>nextToken</c>. A value that the variable has is
    /// where the pages begin.
    /// </param>
    /// <param name="page">Finds the list in the data; where it is <see langword="null"/>, the pages end.</param>
    /// <param name="options">What these calls set differently.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The data of each page. Nothing is sent before it is enumerated; the errors are those of <see cref="QueryAsync"/>.</returns>
    /// <exception cref="ArgumentException">The operation is no query, or has no variable <c>$nextToken</c>.</exception>
    public IAsyncEnumerable<TData> PagesAsync<TData, TItem>(
        GraphQLOperation<TData> operation,
        Func<TData, IGraphQLPage<TItem>?> page,
        GraphQLOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (!Checked(operation, GraphQLOperationKind.Query).Prepared.Takes(TokenVariable))
        {
            throw new ArgumentException($"'{operation}' has no variable $nextToken, so that each page would be the first. Declare it, give it to the list, and ask the list for nextToken.", nameof(operation));
        }

        return ReadPagesAsync(operation, page, options, cancellationToken);
    }

    /// <summary>Gives the items of a list that comes in pages, one page after the other, as long as it is asked for more.</summary>
    /// <typeparam name="TData">The type of the query's data.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="operation">
    /// The query. It has a variable <c>$nextToken</c>, gives it to the list, and asks the list for <c>items</c> and <c>nextToken</c>.
    /// </param>
    /// <param name="page">Finds the list in the data, such as <c>data => data.ListEvents</c>; where it is <see langword="null"/>, the items end.</param>
    /// <param name="options">What these calls set differently.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The items. Nothing is sent before they are enumerated; the errors are those of <see cref="QueryAsync"/>.</returns>
    /// <exception cref="ArgumentException">The operation is no query, or has no variable <c>$nextToken</c>.</exception>
    public IAsyncEnumerable<TItem> ItemsAsync<TData, TItem>(
        GraphQLOperation<TData> operation,
        Func<TData, IGraphQLPage<TItem>?> page,
        GraphQLOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ReadItemsAsync(PagesAsync(operation, page, options, cancellationToken), page, cancellationToken);

    private static async IAsyncEnumerable<TItem> ReadItemsAsync<TData, TItem>(
        IAsyncEnumerable<TData> pages, Func<TData, IGraphQLPage<TItem>?> page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TData data in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (TItem item in page(data)?.Items ?? [])
            {
                yield return item;
            }
        }
    }

    private async IAsyncEnumerable<TData> ReadPagesAsync<TData, TItem>(
        GraphQLOperation<TData> operation,
        Func<TData, IGraphQLPage<TItem>?> page,
        GraphQLOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        while (true)
        {
            GraphQLOperation<TData> next = token is null ? operation : operation.With(TokenVariable, token);
            TData data = await RunAsync(next, options, cancellationToken).ConfigureAwait(false);
            yield return data;
            string? following = page(data)?.NextToken;
            if (string.IsNullOrEmpty(following))
            {
                yield break;
            }

            // The server would give the same page for ever.
            token = following != token
                ? following
                : throw new AmplifyException($"{operation} asked for the page of a nextToken and was given the same nextToken again. Check that the document gives $nextToken to the list, and the list's resolver.");
        }
    }
}
