using Amplify.Api.Authorization;
using Amplify.Api.GraphQL.Documents;
using Amplify.Core.Http;

namespace Amplify.Api.GraphQL;

/// <summary>A GraphQL call whose arguments have been checked.</summary>
internal sealed record GraphQLCall(
    HttpCall Http, GraphQLEndpointEntry Api, GraphQLSettings Settings, PreparedOperation Operation, GraphQLBody Body, GraphQLOptions? Options)
{
    /// <summary>Gets the body to send, the same one for every attempt.</summary>
    public HttpContent Content { get; } = new ReadOnlyMemoryContent(Body.All) { Headers = { ContentType = new("application/json") } };

    /// <summary>Gets the API's function for headers, bound to the operation.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? CustomHeader { get; } = Bind(Api, Operation, Body);

    /// <summary>Gets what authorizes the call in a mode, or in the one that its settings decide on.</summary>
    public GraphQLCallAuthorization AuthorizationIn(AuthMode? mode) => new()
    {
        Mode = mode,
        Token = Options?.Token,
        ApiKey = Options?.ApiKey,
        Headers = Options?.Headers,
        CustomHeader = CustomHeader,
    };

    /// <summary>Binds an API's function for headers to an operation.</summary>
    public static Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? Bind(
        GraphQLEndpointEntry api, PreparedOperation operation, GraphQLBody body)
    {
        if (api.CustomHeader is not { } custom)
        {
            return null;
        }

        string? variables = body.Variables.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(body.Variables.Span);
        var info = new GraphQLRequestInfo(operation.Document, operation.Name, operation.Kind, variables);
        return token => custom(info, token);
    }
}
