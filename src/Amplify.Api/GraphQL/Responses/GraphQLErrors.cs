using System.Text;
using System.Text.Json;
using Amplify.Api.Answers;
using Amplify.Core.Http;

namespace Amplify.Api.GraphQL.Responses;

/// <summary>Makes the errors that an answer stands for.</summary>
internal static class GraphQLErrors
{
    private const int MostTold = 5;
    private const int LongestMessage = 500;

    /// <summary>Cuts the request's credentials out of what the server says: a wrong signature is answered with what was signed.</summary>
    public static IReadOnlyList<GraphQLError> Cleaned(List<GraphQLError>? errors, HttpAnswer answer)
    {
        for (int i = 0; i < errors?.Count; i++)
        {
            GraphQLError error = errors[i];
            string message = SecretHeaders.CutOut(error.Message, answer.Request);
            if (message != error.Message)
            {
                errors[i] = new GraphQLError
                {
                    Message = message,
                    Path = error.Path,
                    Locations = error.Locations,
                    ErrorType = error.ErrorType,
                    ErrorInfo = error.ErrorInfo,
                    Data = error.Data,
                    Extensions = error.Extensions,
                };
            }
        }

        return errors ?? [];
    }

    /// <summary>The answer has errors.</summary>
    public static GraphQLException<TData> Failed<TData>(HttpCall call, HttpAnswer answer, IReadOnlyList<GraphQLError> errors, TData? data) =>
        new(MessageOf(call, answer, errors), errors)
        {
            PartialData = data,
            StatusCode = answer.StatusCode,
            RequestId = ServiceError.RequestIdOf(answer),
            IsTransient = RetryPolicy.IsTransient(answer.StatusCode),
            Attempts = answer.Attempts,
        };

    /// <summary>The answer has errors, and data that is not of the type that was asked for.</summary>
    public static GraphQLException Failed(HttpCall call, HttpAnswer answer, IReadOnlyList<GraphQLError> errors, JsonElement data, Exception cause) =>
        new(MessageOf(call, answer, errors), errors, cause)
        {
            PartialData = data,
            StatusCode = answer.StatusCode,
            RequestId = ServiceError.RequestIdOf(answer),
            IsTransient = RetryPolicy.IsTransient(answer.StatusCode),
            Attempts = answer.Attempts,
        };

    /// <summary>The answer is none of a GraphQL server.</summary>
    public static ApiException NotGraphQL(HttpCall call, HttpAnswer answer, Exception? cause)
    {
        if (!answer.IsSuccess)
        {
            ServiceError error = ServiceError.Read(answer);
            return AnswerErrors.Refused(call, answer, error, GraphQLAdvice.For(answer, error.Type, error.Message));
        }

        string fault = cause is null ? "it has neither data nor errors" : cause.Message;
        return AnswerErrors.Unreadable(
            call,
            answer,
            $"but not as a GraphQL server does: {fault} Check that the endpoint of the API is its GraphQL URL. The body is kept in this exception's Body.",
            cause);
    }

    /// <summary>The answer has data that is not of the type that was asked for.</summary>
    public static ApiException Unreadable(HttpCall call, HttpAnswer answer, Type type, Exception cause) => AnswerErrors.Unreadable(
        call,
        answer,
        $"but its data is not JSON for {type.Name}: {cause.Message} Ask for JsonElement, or string, to get the data as it is; the body is kept in this exception's Body.",
        cause);

    /// <summary>The answer has neither data nor errors.</summary>
    public static ApiException Empty(HttpCall call, HttpAnswer answer) => AnswerErrors.Unreadable(
        call, answer, "but with no data, and with no errors that would tell why. Use SendAsync where that is an answer and not an error.", cause: null);

    private static string MessageOf(HttpCall call, HttpAnswer answer, IReadOnlyList<GraphQLError> errors)
    {
        var message = new StringBuilder(call.ToString());
        message.Append(answer.IsSuccess ? "" : FormattableString.Invariant($" answered {(int)answer.StatusCode},"));
        message.Append(errors.Count == 1 ? " failed: " : FormattableString.Invariant($" failed with {errors.Count} errors: "));
        message.AppendJoin("; ", errors.Take(MostTold).Select(OneLine));
        message.Append(errors.Count > MostTold ? FormattableString.Invariant($"; and {errors.Count - MostTold} more.") : message[^1] == '.' ? "" : ".");
        string? advice = GraphQLAdvice.For(answer, errors[0].ErrorType, errors[0].Message);
        return advice is null ? message.ToString() : message.Append(' ').Append(advice).ToString();
    }

    private static string OneLine(GraphQLError error)
    {
        string text = error.ToString();
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        string line = end < 0 ? text : string.Concat(text.AsSpan(0, end), "…");
        return line.Length > LongestMessage ? string.Concat(line.AsSpan(0, LongestMessage), "…") : line;
    }
}
