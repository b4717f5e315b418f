using Amplify.Local.AppSync.Authorization.Fields;
using Amplify.Local.AppSync.Execution;
using Amplify.Local.AppSync.Realtime;
using Amplify.Local.AppSync.Responses;
using GraphQL;
using GraphQL.Resolvers;

namespace Amplify.Local.AppSync.Resolvers;

/// <summary>
/// Every field of every object: whether the caller may, then the field's resolver where it has one, else the parent's member of that name.
/// </summary>
internal sealed class AppSyncFieldResolver(string type, string field, FieldRule rule, ResolverTable resolvers) : IFieldResolver
{
    private readonly string _key = $"{type}.{field}";

    public ValueTask<object?> ResolveAsync(IResolveFieldContext context)
    {
        var operation = (RunningOperation)context.RootValue!;
        if (!rule.Allows(operation.Caller))
        {
            throw AppSyncError.NotAuthorized(field, type);
        }

        // GraphQL.NET gives root fields the root value for a source; to AppSync's resolvers they have none.
        object? source = ReferenceEquals(context.Source, operation) ? null : context.Source;
        if (operation.Payload is { } payload)
        {
            return new ValueTask<object?>(source is null ? payload : ResolverValue.Member(source, field));
        }

        if (operation.Setup is { } setup)
        {
            return SetUpAsync(setup, new AppSyncContext(operation, type, context, source), operation);
        }

        return resolvers.Find(_key) is { } resolver
            ? resolver.ResolveAsync(new AppSyncContext(operation, type, context, source), operation)
            : new ValueTask<object?>(ResolverValue.Member(source, field));
    }

    // A subscription's resolver may refuse it or set filters; what it returns goes nowhere.
    private async ValueTask<object?> SetUpAsync(SubscriptionSetup setup, AppSyncContext context, RunningOperation operation)
    {
        setup.Arguments = context.Arguments;
        if (resolvers.Find(_key) is { } resolver)
        {
            await resolver.ResolveAsync(context, operation).ConfigureAwait(false);
        }

        return null;
    }
}
