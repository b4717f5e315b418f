using Amplify.Local.AppSync.Responses;
using Amplify.Local.AppSync.Schema;
using GraphQL;
using GraphQL.Instrumentation;
using GraphQL.Validation;
using GraphQLParser;
using Microsoft.Extensions.Logging;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Runs an operation of a prepared document within its limits.</summary>
internal sealed class OperationRunner(
    ExecutableSchema schema,
    LocalAppSyncOptions options,
    MutationFeed mutations,
    TimeProvider timeProvider,
    ILogger logger)
{
    private readonly AppSyncExecutionStrategy _strategy = new(mutations, logger);

    public DocumentCache Documents { get; } =
        new(schema.Types, new DocumentChecks(schema.Types, options.IntrospectionEnabled));

    public async ValueTask<ExecutionResult> RunAsync(PreparedDocument document, PreparedOperation operation, OperationCall call)
    {
        if (options.QueryDepthLimit > 0 && operation.Depth > options.QueryDepthLimit)
        {
            return Failed(AppSyncError.OfField(
                "QueryDepthLimitReached", $"The operation is {operation.Depth} levels deep, the limit is {options.QueryDepthLimit}."));
        }

        Variables variables;
        try
        {
            variables = VariableReader.Read(operation, call.Variables);
        }
        catch (AppSyncError error)
        {
            error.AddLocation(Location.FromLinearPosition(document.Syntax.Source, operation.Syntax.Location.Start));
            return Failed(error);
        }

        return await RunAsync(document, operation, variables, call).ConfigureAwait(false);
    }

    public static ExecutionResult Failed(params IEnumerable<AppSyncError> errors)
    {
        var all = new ExecutionErrors();
        all.AddRange(errors);
        return new ExecutionResult { Errors = all };
    }

    private async ValueTask<ExecutionResult> RunAsync(
        PreparedDocument document, PreparedOperation operation, Variables variables, OperationCall call)
    {
        using var time = new CancellationTokenSource(options.Timeout, timeProvider);
        var running = new RunningOperation(
            document.Syntax, variables, document.SelectionsFor(variables), call, options.ResolverCountLimit)
        {
            CancellationToken = time.Token,
            Mutations = mutations,
            Setup = call.Setup,
            Payload = call.Payload,
        };
        var context = new ExecutionContext
        {
            Document = document.Syntax,
            Schema = schema.Types,
            RootValue = running,
            Operation = operation.Syntax,
            Variables = variables,
            Errors = running.Errors,
            CancellationToken = time.Token,
            ExecutionStrategy = _strategy,
            Metrics = Metrics.None,
        };
        try
        {
            Task<ExecutionResult> result = _strategy.ExecuteAsync(context);
            return await (result.IsCompleted ? result : result.WaitAsync(time.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            AppSyncLog.TimedOut(logger, operation.Syntax.Name?.StringValue ?? "");
            return Failed(AppSyncError.OfField("ExecutionTimeout", "Execution timed out."));
        }
    }
}
