using System.Net;
using System.Text.Json;
using Amplify.Api.GraphQL.Responses;
using Amplify.Core.Http;

namespace Amplify;

/// <summary>An answer of a GraphQL API, whatever its status: data, errors, or both.</summary>
/// <typeparam name="TData">The type of the operation's data.</typeparam>
public sealed class GraphQLResponse<TData>
{
    private readonly HttpCall _call;
    private readonly HttpAnswer _answer;

    internal GraphQLResponse(HttpCall call, HttpAnswer answer, Envelope<TData> envelope)
    {
        _call = call;
        _answer = answer;
        Data = envelope.Data;
        Errors = GraphQLErrors.Cleaned(envelope.Errors, answer);
        Extensions = envelope.Extensions;
    }

    /// <summary>Gets the data. Fields that failed are <see langword="null"/> in it.</summary>
    /// <value><see langword="null"/>, or the default of a value type, when the answer has none.</value>
    public TData? Data { get; }

    /// <summary>Gets the errors.</summary>
    /// <value>Empty when there are none.</value>
    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>Gets what the server adds beside data and errors.</summary>
    /// <value><see langword="null"/> when there is nothing.</value>
    public JsonElement? Extensions { get; }

    /// <summary>Gets the status. Servers answer 200 with errors in it too; and AppSync 401 when it refuses the request as a whole.</summary>
    public HttpStatusCode StatusCode => _answer.StatusCode;

    /// <summary>Gets the headers, looked up in any case; a header that came more than once has its values joined with <c>, </c>.</summary>
    public IReadOnlyDictionary<string, string> Headers => _answer.Headers;

    /// <summary>Gets the id that the service gave the request, to quote to its support.</summary>
    /// <value><see langword="null"/> when the answer carries none.</value>
    public string? RequestId => ServiceError.RequestIdOf(_answer);

    /// <summary>Throws if there are errors.</summary>
    /// <returns>The response itself.</returns>
    /// <exception cref="GraphQLException{TData}">The answer has errors; the data that it has all the same is in the exception.</exception>
    public GraphQLResponse<TData> EnsureNoErrors() =>
        Errors.Count == 0 ? this : throw GraphQLErrors.Failed<TData>(_call, _answer, Errors, Data);

    /// <summary>Describes the response without what is in it.</summary>
    /// <returns>The call, the status and the number of errors.</returns>
    public override string ToString() => FormattableString.Invariant($"{_call}: {(int)StatusCode}, {Errors.Count} errors");

    /// <summary>Gets whether there is data, and not a null for it.</summary>
    internal bool HasData => Data is not (null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined });

    /// <exception cref="GraphQLException{TData}">The answer has errors.</exception>
    /// <exception cref="ApiException">The answer has neither data nor errors.</exception>
    internal TData DataOrThrow()
    {
        _ = EnsureNoErrors();
        return HasData ? Data! : throw GraphQLErrors.Empty(_call, _answer);
    }
}
