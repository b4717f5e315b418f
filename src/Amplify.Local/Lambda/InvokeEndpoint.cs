using System.Collections.Frozen;
using Amplify.Local.ApiGateway.Authorization;
using Amplify.Local.ApiGateway.Events;
using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Lambda;

/// <summary>Lambda's <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</see>.</summary>
internal sealed class InvokeEndpoint(
    FrozenDictionary<string, ILambdaFunction> functions,
    FunctionRunner runner,
    SignatureAuthorizer signatures,
    string region) : IServiceEndpoint
{
    public const string ApiVersion = "2015-03-31";

    private const string Service = "lambda";
    private const string LatestVersion = "$LATEST";
    private const int LargestPayload = 6 * 1024 * 1024;
    private const int LargestEvent = 1024 * 1024;

    public string Name => LocalFaults.Lambda;

    public bool IsGateway => false;

    public async ValueTask<HttpAnswer> HandleAsync(LocalRequest request)
    {
        if (request.Method == "OPTIONS")
        {
            return ServiceCors.Preflight;
        }

        if (request.Method != "POST" || request.Target.Path.Split('/') is not ["", ApiVersion, "functions", var nameText, "invocations"])
        {
            return LambdaError.UnknownOperation;
        }

        if (!await request.TryReadBodyAsync(LargestPayload).ConfigureAwait(false))
        {
            string size = request.Header("Content-Length") ?? "larger";
            return LambdaError.TooLarge($"{size} byte payload is too large for the RequestResponse invocation type (limit {LargestPayload} bytes)");
        }

        return signatures.Authorize(request, Service) is { } refusal
            ? Refuse(refusal)
            : await InvokeAsync(request, Uri.UnescapeDataString(nameText)).ConfigureAwait(false);
    }

    public HttpAnswer Fail(LocalRequest request, int statusCode) =>
        statusCode == 429 ? LambdaError.TooManyRequests : LambdaError.ServiceFailure(statusCode);

    private static HttpAnswer Refuse(GatewayError refusal) => new()
    {
        StatusCode = refusal.StatusCode,
        Headers = [new("x-amzn-ErrorType", refusal.ErrorType), .. ServiceCors.Headers],
        Body = refusal.Body,
    };

    private async ValueTask<HttpAnswer> InvokeAsync(LocalRequest request, string nameText)
    {
        if (FunctionName.Parse(nameText) is not { } named)
        {
            return LambdaError.InvalidParameter(
                $"1 validation error detected: Value '{nameText}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern.");
        }

        string? qualifier = named.Qualifier ?? QueryString.Parse(request.Target.Query).Find("Qualifier")?[^1];
        string arn = FunctionName.Arn(region, named.Name) + (qualifier is null ? "" : $":{qualifier}");
        if (!functions.TryGetValue(named.Name, out ILambdaFunction? function) || qualifier is not (null or LatestVersion))
        {
            return LambdaError.FunctionNotFound(arn);
        }

        if (InvokeInput.FaultOf(request.Body.Span) is { } fault)
        {
            return LambdaError.InvalidContent($"Could not parse request body into json: Could not parse payload into json: {fault}");
        }

        if (!InvokeInput.TryDecodeContext(request.Header("X-Amz-Client-Context"), out string? clientContext))
        {
            return LambdaError.InvalidContent("Client context must be a valid Base64-encoded JSON object.");
        }

        var invocation = new LambdaInvocation
        {
            Payload = request.Body.IsEmpty ? "{}"u8.ToArray() : request.Body,
            RequestId = request.RequestId,
            FunctionName = named.Name,
            FunctionArn = arn,
            ClientContext = clientContext,
            CognitoIdentityId = request.Caller!.Cognito?.IdentityId,
            CognitoIdentityPoolId = request.Caller!.Cognito?.IdentityPoolId,
        };
        return await RunAsync(request, function, invocation).ConfigureAwait(false);
    }

    private async ValueTask<HttpAnswer> RunAsync(LocalRequest request, ILambdaFunction function, LambdaInvocation invocation)
    {
        switch (request.Header("X-Amz-Invocation-Type") ?? "RequestResponse")
        {
            case "RequestResponse":
                FunctionOutcome outcome = await runner.RunAsync(function, invocation).ConfigureAwait(false);
                return Answer(request, outcome);
            case "Event" when request.Body.Length > LargestEvent:
                return LambdaError.TooLarge($"{request.Body.Length} byte payload is too large for the Event invocation type (limit {LargestEvent} bytes)");
            case "Event":
                // The caller is answered before the function runs; its failure is logged and reaches nobody.
                _ = Task.Run(() => runner.RunAsync(function, invocation));
                return new HttpAnswer { StatusCode = 202, Headers = ServiceCors.Headers };
            case "DryRun":
                return new HttpAnswer { StatusCode = 204, Headers = ServiceCors.Headers };
            case var other:
                return LambdaError.InvalidParameter(
                    $"1 validation error detected: Value '{other}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [RequestResponse, Event, DryRun]");
        }
    }

    private static HttpAnswer Answer(LocalRequest request, FunctionOutcome outcome)
    {
        string traceId = RequestStamps.TraceId(request.Id, request.ReceivedAt, request.Header("X-Amzn-Trace-Id"));
        List<KeyValuePair<string, StringValues>> headers =
        [
            new("X-Amz-Executed-Version", LatestVersion),
            new("X-Amzn-Trace-Id", $"{traceId};Sampled=0"),
            .. ServiceCors.Headers,
        ];
        if (outcome.IsError)
        {
            headers.Add(new("X-Amz-Function-Error", "Unhandled"));
        }

        return new HttpAnswer { StatusCode = 200, Headers = headers, Body = outcome.Payload };
    }
}
