using Amplify.Local.AppSync.Authorization.Fields;
using Amplify.Local.AppSync.Execution;
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
        return resolvers.Find(_key) is { } resolver
            ? resolver.ResolveAsync(new AppSyncContext(operation, type, context, source), operation)
            : new ValueTask<object?>(ResolverValue.Member(source, field));
    }
}
