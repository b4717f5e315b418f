using Amplify.Local.AppSync.Resolvers;
using Amplify.Local.AppSync.Responses;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Resolvers;
using GraphQLParser.AST;
using Microsoft.Extensions.Logging;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace Amplify.Local.AppSync.Execution;

/// <summary>
/// Runs operations as AppSync does: fields side by side, the root fields of a mutation one after the other, values completed by its rules
/// and errors told in its words.
/// </summary>
internal sealed class AppSyncExecutionStrategy(MutationFeed mutations, ILogger logger) : ParallelExecutionStrategy
{
    public override async Task<ExecutionResult> ExecuteAsync(ExecutionContext context)
    {
        RootExecutionNode root = BuildExecutionRootNode(context, GetOperationRootType(context));
        if (context.Operation.Operation == OperationType.Mutation)
        {
            foreach (ExecutionNode field in root.SubFields!)
            {
                await ExecuteNodeTreeAsync(context, field).ConfigureAwait(false);
                await mutations.PublishAsync(field, context.Schema, (RunningOperation)context.RootValue!).ConfigureAwait(false);
            }
        }
        else
        {
            await ExecuteNodeTreeAsync(context, root).ConfigureAwait(false);
        }

        return new ExecutionResult { Executed = true, Data = root.PropagateNull() ? null : root, Errors = context.Errors };
    }

    protected override void SetSubFieldNodes(ExecutionContext context, ObjectExecutionNode parent)
    {
        PlannedField[] fields = ((RunningOperation)context.RootValue!).Selections
            .Of(parent.SelectionSet!, parent.GetObjectGraphType(context.Schema)!);
        var nodes = new ExecutionNode[fields.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = BuildExecutionNode(parent, fields[i].Definition.ResolvedType!, fields[i].Syntax, fields[i].Definition);
        }

        parent.SubFields = nodes;
    }

    // Our resolvers read their arguments themselves; introspection's look for them in the context.
    protected override IFieldResolver SelectResolver(ExecutionNode node, ExecutionContext context)
    {
        if (node.FieldDefinition.Resolver is not AppSyncFieldResolver && node.Field.Arguments is { Count: > 0 })
        {
            var operation = (RunningOperation)context.RootValue!;
            operation.IntrospectionArguments[node.Field] = operation.ArgumentsOf(node.FieldDefinition, node.Field);
            context.ArgumentValues = operation.IntrospectionArguments;
        }

        return base.SelectResolver(node, context);
    }

    protected override Task CompleteNodeAsync(ExecutionContext context, ExecutionNode node)
    {
        try
        {
            node.Result = Completion.Complete(context.Schema, node);
        }
        catch (AppSyncError error)
        {
            SetNodeError(context, node, error);
        }

        switch (node)
        {
            case ObjectExecutionNode { Result: not null } parent:
                SetSubFieldNodes(context, parent);
                return Task.CompletedTask;
            case ArrayExecutionNode { Result: not null } list:
                return SetArrayItemNodesAsync(context, list);
            default:
                return Task.CompletedTask;
        }
    }

    protected override void SetNodeError(ExecutionContext context, ExecutionNode node, ExecutionError error)
    {
        var told = (AppSyncError)error;
        ((RunningOperation)context.RootValue!).Report(told, told.Kind == AppSyncErrorKind.Field ? node.Field : null, node.ResponsePath);
        node.Result = null;
    }

    protected override Task<bool> ProcessNodeUnhandledExceptionAsync(ExecutionContext context, ExecutionNode node, Exception ex)
    {
        if (ex is AppSyncException told)
        {
            SetNodeError(context, node, AppSyncError.Of(told));
        }
        else
        {
            AppSyncLog.ResolverThrew(logger, node.Parent.GraphType.Name, node.FieldDefinition.Name, ex);
            SetNodeError(context, node, AppSyncError.OfField("Lambda:Unhandled", ex.Message));
        }

        return Task.FromResult(false);
    }
}
