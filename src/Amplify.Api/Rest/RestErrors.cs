using System.Text.Json;
using Amplify.Api.Answers;
using Amplify.Core.Http;

namespace Amplify.Api.Rest;

/// <summary>Makes the errors that an answer stands for.</summary>
internal static class RestErrors
{
    /// <summary>The answer's status is outside 2xx.</summary>
    public static ApiException Refused(HttpCall call, HttpAnswer answer)
    {
        ServiceError error = ServiceError.Read(answer);
        return AnswerErrors.Refused(call, answer, error, RestAdvice.For(answer, error));
    }

    /// <summary>The answer is a 2xx one whose body is not what was asked for.</summary>
    public static ApiException Unreadable(HttpCall call, HttpAnswer answer, Type type, JsonException? cause)
    {
        string fault = cause is null ? $"it has no body to read {type.Name} from" : $"its body is not JSON for {type.Name}: {cause.Message}";
        return AnswerErrors.Unreadable(
            call, answer, $"but {fault} Ask for string or byte[] to get the body as it is; it is also kept in this exception's Body.", cause);
    }

    /// <summary>A piece of a body that is read as it comes has no end within what is kept in memory.</summary>
    public static ApiException PieceTooLarge(HttpCall call, HttpAnswer answer, string piece) => new(
        FormattableString.Invariant($"{call} answered {(int)answer.StatusCode} with {piece} of more than {call.Reading.MaxBytes} bytes, the most that is kept in memory. Read the body with OpenBody or CopyToAsync, or raise MaxResponseBytes."),
        answer.StatusCode)
    {
        Attempts = answer.Attempts,
        Headers = answer.Headers,
        RequestId = ServiceError.RequestIdOf(answer),
    };
}
