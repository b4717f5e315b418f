using System.Text.Json;
using Amplify.Local.AppSync.Execution;
using Amplify.Local.AppSync.Realtime.Filters;
using Amplify.Local.AppSync.Resolvers;
using Amplify.Local.AppSync.Responses;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Amplify.Local;

/// <summary>
/// What a resolver is told, as in AppSync's
/// <see href="https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference.html">context</see>.
/// </summary>
public sealed class AppSyncContext
{
    private readonly RunningOperation _operation;
    private readonly FieldType _definition;
    private readonly IEnumerable<object> _path;

    internal AppSyncContext(RunningOperation operation, string parentType, IResolveFieldContext context, object? source)
    {
        _operation = operation;
        _definition = context.FieldDefinition;
        _path = context.ResponsePath;
        Field = context.FieldAst;
        Source = source;
        Info = new AppSyncFieldInfo(operation, parentType, Field);
    }

    /// <summary>
    /// Gets the field's arguments, those that were left out not among them: strings, numbers, booleans, lists
    /// (<see cref="IReadOnlyList{T}"/>) and input objects (<see cref="IReadOnlyDictionary{TKey, TValue}"/>); AWSJSON as
    /// <see cref="JsonElement"/>.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Arguments => field ??= ReadArguments();

    /// <summary>Gets the object that the field belongs to, as its resolver returned it.</summary>
    /// <value><see langword="null"/> for fields of Query, Mutation and Subscription.</value>
    public object? Source { get; }

    /// <summary>Gets who calls.</summary>
    /// <value><see langword="null"/> for a caller with an API key.</value>
    public AppSyncIdentity? Identity => _operation.Caller.Identity;

    /// <summary>Gets what is asked for.</summary>
    public AppSyncFieldInfo Info { get; }

    /// <summary>Gets the headers of the request, by name in any case.</summary>
    public IReadOnlyDictionary<string, string> RequestHeaders => _operation.Headers;

    /// <summary>Gets what the resolvers of one request share with each other. More than one may run at a time.</summary>
    public IDictionary<string, object?> Stash => _operation.Stash;

    internal GraphQLField Field { get; }

    /// <summary>Reads an argument.</summary>
    /// <typeparam name="T">What it is read as, by its JSON.</typeparam>
    /// <param name="name">The argument's name.</param>
    /// <returns>The value; the type's default when the argument was left out or null.</returns>
    /// <exception cref="JsonException">The argument is not of that type.</exception>
    public T? Argument<T>(string name) => Arguments.GetValueOrDefault(name) switch
    {
        null => default,
        T value => value,
        var other => JsonSerializer.SerializeToElement(other, ResolverValue.Json).Deserialize<T>(ResolverValue.Json),
    };

    /// <summary>Reads the object that the field belongs to.</summary>
    /// <typeparam name="T">What it is read as: its own type, or any by its JSON.</typeparam>
    /// <returns>The object; the type's default when there is none.</returns>
    /// <exception cref="JsonException">The object is not of that type.</exception>
    public T? GetSource<T>() => Source switch
    {
        null => default,
        T value => value,
        var other => JsonSerializer.SerializeToElement(other, ResolverValue.Json).Deserialize<T>(ResolverValue.Json),
    };

    /// <summary>Tells the caller an error besides the value that the resolver returns.</summary>
    /// <param name="error">The error.</param>
    public void AppendError(AppSyncException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _operation.Report(AppSyncError.Of(error), Field, _path);
    }

    /// <summary>
    /// Says what the subscription that is started gets: what matches all conditions of one group. Its arguments no longer filter. For
    /// resolvers of <c>Subscription</c>; elsewhere it does nothing.
    /// </summary>
    /// <param name="groups">The groups.</param>
    public void SetSubscriptionFilter(params IEnumerable<IEnumerable<AppSyncFilter>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (_operation.Setup is { } setup)
        {
            setup.Filter = new FilterGroups(groups);
        }
    }

    /// <summary>
    /// Says which invalidations end the subscription that is started: those whose payload matches all conditions of one group. For
    /// resolvers of <c>Subscription</c>; elsewhere it does nothing.
    /// </summary>
    /// <param name="groups">The groups.</param>
    public void SetSubscriptionInvalidationFilter(params IEnumerable<IEnumerable<AppSyncFilter>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (_operation.Setup is { } setup)
        {
            setup.Invalidation = new FilterGroups(groups);
        }
    }

    /// <summary>
    /// Ends the subscriptions of a field whose invalidation filter matches, at once: their clients are sent <c>complete</c>.
    /// </summary>
    /// <param name="subscriptionField">The field of <c>Subscription</c>.</param>
    /// <param name="payload">What the filters look at, by its JSON.</param>
    /// <exception cref="AppSyncException">The request has asked for five others already.</exception>
    public void InvalidateSubscriptions(string subscriptionField, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionField);
        ArgumentNullException.ThrowIfNull(payload);
        _operation.Invalidate(subscriptionField, JsonSerializer.SerializeToElement(payload, ResolverValue.Json));
    }

    private Dictionary<string, object?> ReadArguments()
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach ((string name, ArgumentValue argument) in _operation.ArgumentsOf(_definition, Field))
        {
            if (argument.Value is not null || argument.Source != ArgumentSource.FieldDefault)
            {
                values.Add(name, argument.Value);
            }
        }

        return values;
    }
}
