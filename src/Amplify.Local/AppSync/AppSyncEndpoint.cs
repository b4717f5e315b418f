using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Execution;
using Amplify.Local.AppSync.GraphiQL;
using Amplify.Local.AppSync.Realtime;
using Amplify.Local.AppSync.Requests;
using Amplify.Local.AppSync.Responses;
using Amplify.Local.Hosting;
using GraphQL;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.AppSync;

/// <summary>
/// AppSync's GraphQL endpoint over HTTP: what is sent is read, then the caller recognised, then the document prepared, then the operation run.
/// </summary>
internal sealed class AppSyncEndpoint(
    Lazy<OperationRunner> runner, AppSyncAuthorizer authorizer, SubscriptionEndpoint subscriptions, int largestRequest, ILogger logger) : IServiceEndpoint
{
    public const string PathPrefix = "graphql";

    private const int ResponseCapacity = 1024;

    public string Name => LocalFaults.AppSync;

    public bool IsGateway => false;

    public async ValueTask<HttpAnswer> HandleAsync(LocalRequest request)
    {
        if (request.Method == "OPTIONS")
        {
            return AppSyncAnswer.Preflight;
        }

        if (SubscriptionEndpoint.IsFor(request))
        {
            return await subscriptions.HandleAsync(request).ConfigureAwait(false);
        }

        if (IsForPage(request))
        {
            return GraphiQLEndpoint.ToPage();
        }

        if (request.Method is not ("POST" or "GET") || request.Target.Path.TrimEnd('/') is not "/graphql")
        {
            return AppSyncAnswer.UnknownOperation;
        }

        if (!await request.TryReadBodyAsync(largestRequest).ConfigureAwait(false))
        {
            return Refuse(request, TransportError.TooLarge);
        }

        if (!GraphQLRequestReader.TryRead(request, out GraphQLRequest? read, out TransportError? unreadable))
        {
            return Refuse(request, unreadable);
        }

        AppSyncAuthorization authorization = await authorizer
            .AuthorizeAsync(AppSyncAuthorizationRequest.Of(request, read.Query, read.OperationName, read.Variables), CancellationToken.None)
            .ConfigureAwait(false);
        if (!authorization.IsAuthorized)
        {
            return Refuse(request, TransportError.Of(authorization.Refusal));
        }

        request.Caller = authorization.Caller.Principal;
        try
        {
            return await ServeAsync(request, read, authorization.Caller).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever goes wrong in here is told as the service would; the caller learns nothing of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            AppSyncLog.Failed(logger, exception);
            return Refuse(request, TransportError.OfStatus(500));
        }
    }

    public HttpAnswer Fail(LocalRequest request, int statusCode) => TransportError.OfStatus(statusCode).ToAnswer();

    // What a person's browser asks for, where a program would have put a query.
    private static bool IsForPage(LocalRequest request) =>
        request.Method == "GET" && request.Target.Query.Length == 0 && request.Header("Accept")?.Contains("text/html", StringComparison.Ordinal) == true;

    private async ValueTask<HttpAnswer> ServeAsync(LocalRequest request, GraphQLRequest read, AppSyncCaller caller)
    {
        PreparedDocument document;
        try
        {
            document = await runner.Value.Documents.GetAsync(read.Query).ConfigureAwait(false);
        }
        catch (GraphQLParserException)
        {
            return Refuse(request, TransportError.Unparsable);
        }

        if (!OperationChoice.TryChoose(document.Names, read.OperationName, out string? name, out TransportError? unknown))
        {
            return Refuse(request, unknown);
        }

        if (document.Errors.Count > 0)
        {
            return Answer(OperationRunner.Failed(document.Errors));
        }

        PreparedOperation operation = document.Operation(name);
        return operation.Kind == OperationType.Subscription
            ? Refuse(request, TransportError.UnsupportedSubscription)
            : Answer(await runner.Value.RunAsync(
                document, operation, new OperationCall(caller, read.Variables, new RequestHeaders(request.Headers))).ConfigureAwait(false));
    }

    private static HttpAnswer Answer(ExecutionResult result) =>
        AppSyncAnswer.Ok(JsonText.Write(result, static (writer, result) => ResponseWriter.Write(writer, result), ResponseCapacity));

    private HttpAnswer Refuse(LocalRequest request, TransportError error)
    {
        HostingLog.Refused(logger, request.Method, request.Target.Path, error.ErrorType);
        return error.ToAnswer();
    }
}
