using Amplify.Api.GraphQL;

namespace Amplify;

/// <summary>
/// Calls a GraphQL API: the default one of the configuration, or another one by its name (<see cref="Named"/>). AppSync, or any other server.
/// </summary>
/// <remarks>
/// <para>
/// <see cref="QueryAsync"/> and <see cref="MutateAsync"/> give the data and throw <see cref="GraphQLException{TData}"/> when the answer has errors,
/// with the data that it has all the same; <see cref="SendAsync"/> gives both. An answer of a GraphQL server is one whatever its status. Safe for
/// concurrent calls.
/// </para>
/// <para>
/// A query is sent again after a failure that may pass; a mutation is not, since the server may have done already what it asks for.
/// </para>
/// <para>
/// Every call may throw: <see cref="ArgumentException"/> when the operation is of another kind, a variable cannot be written, or a header holds a control
/// character; <see cref="ApiException"/> when the answer is none of a GraphQL server, or its data cannot be read as the operation's type;
/// <see cref="AmplifyNetworkException"/> when no answer came; <see cref="AmplifyTimeoutException"/>; <see cref="AmplifyAuthException"/> when there should
/// be credentials or a token and there are none; <see cref="AmplifyConfigurationException"/> when a setting or JSON type information is missing;
/// <see cref="OperationCanceledException"/>; <see cref="ObjectDisposedException"/>.
/// </para>
/// </remarks>
public sealed partial class GraphQLApi
{
    private readonly GraphQLSender _sender;
    private readonly string? _name;

    internal GraphQLApi(GraphQLSender sender, string? name = null)
    {
        _sender = sender;
        _name = name;
    }

    /// <summary>Gets the URL of the API.</summary>
    /// <exception cref="AmplifyConfigurationException">The configuration has no default GraphQL API.</exception>
    public Uri Endpoint => _sender.Settings.Catalog.Find(_name).Endpoint;

    /// <summary>Gives another API of the configuration.</summary>
    /// <param name="apiName">Its name.</param>
    /// <returns>The API; keep it, or ask for it with each call.</returns>
    /// <exception cref="ArgumentException">There is no GraphQL API of this name; the message lists those that exist.</exception>
    public GraphQLApi Named(string apiName)
    {
        ArgumentNullException.ThrowIfNull(apiName);
        _ = _sender.Settings.Catalog.Find(apiName);
        return new GraphQLApi(_sender, apiName);
    }

    /// <summary>Runs a query and gives its data.</summary>
    /// <typeparam name="TData">The type of the operation's data.</typeparam>
    /// <param name="operation">The query.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The data.</returns>
    /// <exception cref="GraphQLException{TData}">The answer has errors. Its base <see cref="GraphQLException"/> when the data is not of the type.</exception>
    /// <exception cref="ArgumentException">The operation is no query, or a variable cannot be written.</exception>
    /// <exception cref="AmplifyException">No answer of a GraphQL server came, or the request could not be authorized.</exception>
    public Task<TData> QueryAsync<TData>(
        GraphQLOperation<TData> operation, GraphQLOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(Checked(operation, GraphQLOperationKind.Query), options, cancellationToken);

    /// <summary>Runs a mutation and gives its data.</summary>
    /// <typeparam name="TData">The type of the operation's data.</typeparam>
    /// <param name="operation">The mutation.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call. What the server has begun it may still do.</param>
    /// <returns>The data.</returns>
    /// <exception cref="GraphQLException{TData}">The answer has errors. Its base <see cref="GraphQLException"/> when the data is not of the type.</exception>
    /// <exception cref="ArgumentException">The operation is no mutation, or a variable cannot be written.</exception>
    /// <exception cref="AmplifyException">No answer of a GraphQL server came, or the request could not be authorized.</exception>
    public Task<TData> MutateAsync<TData>(
        GraphQLOperation<TData> operation, GraphQLOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(Checked(operation, GraphQLOperationKind.Mutation), options, cancellationToken);

    /// <summary>Runs a query or a mutation and gives all of the answer: data, errors, extensions.</summary>
    /// <typeparam name="TData">The type of the operation's data.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="GraphQLException">The answer has errors, and data that is not of the type.</exception>
    /// <exception cref="ArgumentException">The operation is a subscription, or a variable cannot be written.</exception>
    /// <exception cref="AmplifyException">No answer of a GraphQL server came, or the request could not be authorized.</exception>
    public Task<GraphQLResponse<TData>> SendAsync<TData>(
        GraphQLOperation<TData> operation, GraphQLOptions? options = null, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(_name, Checked(operation, expected: null), options, cancellationToken);

    private static GraphQLOperation<TData> Checked<TData>(GraphQLOperation<TData> operation, GraphQLOperationKind? expected)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Kind == GraphQLOperationKind.Subscription)
        {
            throw new ArgumentException($"'{operation}' needs a connection that stays open, and this sends one request. Send a query for what is there now.", nameof(operation));
        }

        string method = operation.Kind == GraphQLOperationKind.Mutation ? nameof(MutateAsync) : nameof(QueryAsync);
        return operation.Kind == expected || expected is null
            ? operation
            : throw new ArgumentException($"'{operation}' is no {(expected == GraphQLOperationKind.Query ? "query" : "mutation")}. Send it with {method}.", nameof(operation));
    }

    private async Task<TData> RunAsync<TData>(GraphQLOperation<TData> operation, GraphQLOptions? options, CancellationToken cancellationToken)
    {
        GraphQLResponse<TData> response = await _sender.SendAsync(_name, operation, options, cancellationToken).ConfigureAwait(false);
        return response.DataOrThrow();
    }
}
