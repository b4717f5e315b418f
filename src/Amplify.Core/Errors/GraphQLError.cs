using System.Text;
using System.Text.Json;

namespace Amplify;

/// <summary>An error in a GraphQL answer.</summary>
/// <remarks>
/// See <see href="https://spec.graphql.org/draft/#sec-Errors">errors</see> in the specification. AppSync puts <see cref="ErrorType"/>,
/// <see cref="ErrorInfo"/> and <see cref="Data"/> beside the message.
/// </remarks>
public sealed class GraphQLError
{
    /// <summary>Gets what went wrong, in the server's words, with the request's credentials cut out.</summary>
    public required string Message { get; init; }

    /// <summary>Gets which field of the answer the error is about.</summary>
    /// <value>Empty when the error is about the whole request.</value>
    public IReadOnlyList<GraphQLPathSegment> Path { get; init; } = [];

    /// <summary>Gets the places in the document that the error is about.</summary>
    /// <value>Empty when the server tells none.</value>
    public IReadOnlyList<GraphQLLocation> Locations { get; init; } = [];

    /// <summary>Gets the kind of error, such as <c>Unauthorized</c>: AppSync's <c>errorType</c>, or <c>errorType</c> or <c>code</c> of other servers' extensions.</summary>
    /// <value><see langword="null"/> when the server tells none.</value>
    public string? ErrorType { get; init; }

    /// <summary>Gets what the resolver adds (AppSync's <c>errorInfo</c>).</summary>
    /// <value><see langword="null"/> when there is nothing.</value>
    public JsonElement? ErrorInfo { get; init; }

    /// <summary>Gets the data that the resolver gives in spite of the error (AppSync's <c>data</c>).</summary>
    /// <value><see langword="null"/> when there is nothing.</value>
    public JsonElement? Data { get; init; }

    /// <summary>Gets what the server adds in the standard's place for that.</summary>
    /// <value><see langword="null"/> when there is nothing.</value>
    public JsonElement? Extensions { get; init; }

    /// <summary>Describes the error.</summary>
    /// <returns>Such as <c>listEvents.items[3].name: Not Authorized to access name on type Event (Unauthorized)</c>.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (GraphQLPathSegment segment in Path)
        {
            text.Append(segment.Field is null ? $"[{segment}]" : text.Length == 0 ? segment.Field : $".{segment.Field}");
        }

        text.Append(text.Length == 0 ? "" : ": ").Append(Message.Length == 0 ? "an error without a message" : Message);
        return ErrorType is null ? text.ToString() : text.Append(" (").Append(ErrorType).Append(')').ToString();
    }
}
