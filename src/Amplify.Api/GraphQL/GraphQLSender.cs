using System.Text.Json;
using Amplify.Api.Authorization;
using Amplify.Api.GraphQL.Responses;
using Amplify.Api.Rest;
using Amplify.Core.Http;

namespace Amplify.Api.GraphQL;

/// <summary>Walks a call from its operation to its answer.</summary>
internal sealed partial class GraphQLSender(GraphQLSettings settings, HttpPipeline pipeline, JsonSerializerOptions json, string? userAgent)
{
    private readonly ResponseReader _reader = new(json);
    private volatile GraphQLSettings _settings = settings;

    /// <summary>Gets or sets what follows the configuration. A call takes it once, at its beginning, and ends with what it began with.</summary>
    public GraphQLSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    /// <exception cref="ArgumentException">The API's name, a variable or an option.</exception>
    /// <exception cref="AmplifyException">No answer came, or it is none of a GraphQL server.</exception>
    public async Task<GraphQLResponse<TData>> SendAsync<TData>(
        string? apiName, GraphQLOperation<TData> operation, GraphQLOptions? options, CancellationToken cancellationToken)
    {
        _reader.Check<TData>();
        GraphQLCall call = Prepare(apiName, operation, options);
        if (FallsBack(call))
        {
            return await SendInTurnAsync<TData>(call, cancellationToken).ConfigureAwait(false);
        }

        HttpAnswer answer = await SendAsync(call, options?.AuthMode, call.Http, cancellationToken).ConfigureAwait(false);
        return _reader.Read<TData>(call.Http, answer);
    }

    private GraphQLCall Prepare<TData>(string? apiName, GraphQLOperation<TData> operation, GraphQLOptions? options)
    {
        GraphQLSettings current = _settings;
        GraphQLEndpointEntry api = current.Catalog.Find(apiName);
        var http = new HttpCall(
            api.Name,
            HttpMethod.Post,
            api.Address.AbsolutePath,
            options?.Timeout,
            options?.AttemptTimeout ?? api.AttemptTimeout,
            options?.Retry ?? api.Retry)
        {
            Operation = operation.Prepared.Http,
            Reading = options is null ? AnswerReading.Default : new AnswerReading(options.MaxResponseBytes),
        };
        return new GraphQLCall(http, api, current, operation.Prepared, GraphQLBody.Write(operation.Prepared, operation.Variables, json), options);
    }

    private Task<HttpAnswer> SendAsync(GraphQLCall call, AuthMode? mode, HttpCall http, CancellationToken cancellationToken) =>
        pipeline.SendAsync(http, token => CreateRequestAsync(call, mode, token), cancellationToken);

    private async ValueTask<HttpRequestMessage> CreateRequestAsync(GraphQLCall call, AuthMode? mode, CancellationToken cancellationToken)
    {
        RestHead head = await HeadOfAsync(call, mode, cancellationToken).ConfigureAwait(false);
        var request = new HttpRequestMessage(HttpMethod.Post, call.Api.Address) { Content = call.Content };
        RestHeaders.Apply(head.Headers, request, contentIsCallers: false);
        request.Options.Set(AuthorizationHandler.Authorizers, head.Authorizers);
        if (call.Operation.Http.IsRepeatable)
        {
            request.Options.Set(RetryPolicy.Repeatable, true);
        }

        return request;
    }

    // What an API's function gives is asked for every time, options may change anything, and modes that are tried in turn differ; all other calls have the same.
    private async ValueTask<RestHead> HeadOfAsync(GraphQLCall call, AuthMode? mode, CancellationToken cancellationToken)
    {
        GraphQLEndpointEntry api = call.Api;
        bool shared = mode is null && call.Options is null && api.CustomHeader is null;
        if (shared && api.Head is { } known)
        {
            return known;
        }

        Dictionary<string, string?> headers = await RestHeaders.MergeAsync(
            userAgent, "application/json", api.Headers, call.CustomHeader, call.Options?.Headers, cancellationToken).ConfigureAwait(false);
        var head = new RestHead(headers, call.Settings.Authorization.For(api, call.AuthorizationIn(mode), headers, api.Address));
        if (shared)
        {
            api.Head = head;
        }

        return head;
    }
}
