using System.Text;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Execution;
using Amplify.Local.AppSync.Realtime.Filters;
using Amplify.Local.AppSync.Requests;
using Amplify.Local.AppSync.Responses;
using Amplify.Local.Hosting;
using Amplify.Local.Realtime;
using GraphQL;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>Starts subscriptions: the caller is recognised, the document prepared, the field's resolver run.</summary>
internal sealed class SubscriptionStarter(Lazy<OperationRunner> runner, AppSyncAuthorizer authorizer, ServerClock clock)
{
    private static readonly RealtimeError TooManyFields =
        new("UnsupportedOperation", "A subscription operation selects one field of Subscription.", 400);

    /// <param name="data">The text of the request, which a signature covers.</param>
    /// <param name="credentials">The frame's own credentials.</param>
    /// <param name="sourceIp">Where the connection comes from.</param>
    public async ValueTask<StartOutcome> StartAsync(string data, SignedFrame credentials, string sourceIp)
    {
        GraphQLRequest? request = GraphQLRequestReader.OfBody(Encoding.UTF8.GetBytes(data));
        if (request is null)
        {
            return Refused(TransportError.Unparsable);
        }

        AppSyncAuthorization authorization = await authorizer.AuthorizeAsync(
            credentials.ToRequest($"/{AppSyncEndpoint.PathPrefix}", sourceIp, clock) with
            {
                Document = request.Query,
                OperationName = request.OperationName,
                Variables = request.Variables,
            },
            CancellationToken.None).ConfigureAwait(false);
        return authorization.IsAuthorized
            ? await StartAsync(request, new OperationCall(authorization.Caller, request.Variables, new RequestHeaders(credentials.Headers))).ConfigureAwait(false)
            : StartOutcome.Refused(RealtimeError.Of(authorization.Refusal));
    }

    private async ValueTask<StartOutcome> StartAsync(GraphQLRequest request, OperationCall call)
    {
        PreparedDocument document;
        try
        {
            document = await runner.Value.Documents.GetAsync(request.Query).ConfigureAwait(false);
        }
        catch (GraphQLParserException)
        {
            return Refused(TransportError.Unparsable);
        }

        if (!OperationChoice.TryChoose(document.Names, request.OperationName, out string? name, out TransportError? unknown))
        {
            return Refused(unknown);
        }

        if (document.Errors.Count > 0)
        {
            return Refused(document.Errors);
        }

        PreparedOperation operation = document.Operation(name);
        return operation.Kind == OperationType.Subscription
            ? await SetUpAsync(new SubscriptionShape(document, operation, call)).ConfigureAwait(false)
            : StartOutcome.Refused(NotASubscription(operation.Kind));
    }

    private async ValueTask<StartOutcome> SetUpAsync(SubscriptionShape shape)
    {
        if (shape.Operation.Syntax.SelectionSet.Selections is not [GraphQLField field])
        {
            return StartOutcome.Refused(TooManyFields);
        }

        var setup = new SubscriptionSetup();
        ExecutionResult result = await runner.Value
            .RunAsync(shape.Document, shape.Operation, shape.Call with { Setup = setup }).ConfigureAwait(false);

        // That the field has no value yet is no error, even where it may not be null.
        AppSyncError[] errors = [.. (result.Errors ?? []).Cast<AppSyncError>().Where(static error => error.Kind != AppSyncErrorKind.Completion)];
        return errors.Length > 0
            ? Refused(errors)
            : new StartedSubscription(
                field.Name.StringValue, shape, setup.Filter ?? (IPayloadFilter)new ArgumentFilter(setup.Arguments), setup.Invalidation);
    }

    private static RealtimeError NotASubscription(OperationType kind) => new(
        "UnsupportedOperation", $"{(kind == OperationType.Query ? "query" : "mutation")} not supported through the realtime channel", 400);

    private static StartOutcome Refused(TransportError error) =>
        StartOutcome.Refused(new RealtimeError(error.ErrorType, error.Message, error.StatusCode));

    private static StartOutcome Refused(IEnumerable<AppSyncError> errors) =>
        StartOutcome.Refused([.. errors.Select(static error => new RealtimeError(error.ErrorType ?? "BadRequestException", error.Message, 400))]);
}
