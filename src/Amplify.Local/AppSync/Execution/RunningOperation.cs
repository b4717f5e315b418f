using System.Collections.Concurrent;
using System.Text.Json;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Resolvers;
using Amplify.Local.AppSync.Realtime;
using Amplify.Local.AppSync.Responses;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>What the resolvers of one operation share. GraphQL.NET carries it as the root value.</summary>
internal sealed class RunningOperation(GraphQLDocument document, Variables variables, Selections selections, OperationCall call, int resolverLimit)
{
    private Batches? _batches;
    private ConcurrentDictionary<string, object?>? _stash;
    private ConcurrentDictionary<GraphQLField, IDictionary<string, ArgumentValue>>? _introspectionArguments;
    private readonly Invalidations _invalidations = new();
    private int _resolvers;

    public GraphQLDocument Document => document;

    public Selections Selections => selections;

    public AppSyncCaller Caller => call.Caller;

    public IReadOnlyDictionary<string, string> Headers => call.Headers;

    public CancellationToken CancellationToken { get; init; }

    /// <summary>Who is told what a mutation gave, and which subscriptions it ends.</summary>
    public required MutationFeed Mutations { get; init; }

    /// <summary>What a subscription is to be, while its operation is run to start it; else <see langword="null"/>.</summary>
    public SubscriptionSetup? Setup { get; init; }

    /// <summary>What a mutation gave, while a subscription's operation is run to shape it: no resolver runs then.</summary>
    public JsonElement? Payload { get; init; }

    public ExecutionErrors Errors { get; } = new();

    public Batches Batches => LazyInitializer.EnsureInitialized(ref _batches, () => new Batches(this));

    public ConcurrentDictionary<GraphQLField, IDictionary<string, ArgumentValue>> IntrospectionArguments =>
        LazyInitializer.EnsureInitialized(ref _introspectionArguments, static () => new());

    public IDictionary<string, object?> Stash =>
        LazyInitializer.EnsureInitialized(ref _stash, static () => new ConcurrentDictionary<string, object?>(StringComparer.Ordinal));

    public IReadOnlyDictionary<string, object?> VariableValues => field ??= variables
        .Where(static variable => variable.ValueSpecified)
        .ToDictionary(static variable => variable.Name, static variable => variable.Value, StringComparer.Ordinal);

    public Dictionary<string, ArgumentValue> ArgumentsOf(FieldType definition, GraphQLField field) =>
        ExecutionHelper.GetArguments(definition.Arguments, field.Arguments, variables, document, field, null) ?? [];

    /// <exception cref="AppSyncError">It is one too many.</exception>
    public void CountResolver()
    {
        if (Interlocked.Increment(ref _resolvers) > resolverLimit)
        {
            throw AppSyncError.OfField("ResolverExecutionLimitReached", $"The request runs more than {resolverLimit} resolvers.");
        }
    }

    /// <summary>Ends the subscriptions of a field that are to end on account of a payload.</summary>
    /// <exception cref="AppSyncException">It is one too many.</exception>
    public void Invalidate(string subscriptionField, JsonElement payload)
    {
        if (_invalidations.TryAdd(subscriptionField, payload))
        {
            Mutations.Invalidate(subscriptionField, payload);
        }
    }

    public void Report(AppSyncError error, GraphQLField? field, IEnumerable<object>? path)
    {
        if (field is not null)
        {
            error.AddLocation(Location.FromLinearPosition(document.Source, field.Location.Start));
        }

        error.Path = path;
        Errors.Add(error);
    }
}
