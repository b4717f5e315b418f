using System.Net;

namespace Amplify;

/// <summary>A GraphQL answer that has errors, whatever its status.</summary>
/// <remarks>
/// What the server gave in spite of them is in <see cref="PartialData"/>; the call's <see cref="GraphQLException{TData}"/> has it with its type.
/// </remarks>
public class GraphQLException : AmplifyException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What happened, on which API, and what to do next.</param>
    /// <param name="errors">The answer's errors.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public GraphQLException(string message, IReadOnlyList<GraphQLError> errors, Exception? innerException = null)
        : base(message, innerException) => Errors = errors;

    /// <summary>Gets the answer's errors.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>
    /// Gets what the answer has as <c>data</c>: of the operation's type, or a <see cref="System.Text.Json.JsonElement"/> where it could not be read as that.
    /// </summary>
    /// <value><see langword="null"/> when it has none.</value>
    public object? PartialData { get; init; }

    /// <summary>Gets the status of the answer.</summary>
    /// <value><see langword="null"/> when it did not come over HTTP.</value>
    public HttpStatusCode? StatusCode { get; init; }
}
