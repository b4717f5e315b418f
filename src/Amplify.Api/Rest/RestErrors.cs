using System.Text;
using System.Text.Json;
using Amplify.Core.Http;

namespace Amplify.Api.Rest;

/// <summary>Makes the errors that an answer stands for.</summary>
internal static class RestErrors
{
    /// <summary>The answer's status is outside 2xx.</summary>
    public static ApiException Refused(HttpCall call, HttpAnswer answer)
    {
        ServiceError error = ServiceError.Read(answer);
        var message = new StringBuilder();
        message.Append(call.ToString()).Append(" answered ").Append((int)answer.StatusCode);
        if (error.Type is not null)
        {
            message.Append(" (").Append(error.Type).Append(')');
        }

        if (error.Message is not null)
        {
            message.Append(": ").Append(error.Message.TrimEnd());
        }

        if (message[^1] != '.')
        {
            message.Append('.');
        }

        if (RestAdvice.For(answer, error) is { } advice)
        {
            message.Append(' ').Append(advice);
        }

        return new ApiException(message.ToString(), answer.StatusCode)
        {
            Attempts = answer.Attempts,
            Headers = answer.Headers,
            Body = answer.Text,
            BodyBytes = answer.Body,
            ErrorType = error.Type,
            RequestId = error.RequestId,
            IsTransient = RetryPolicy.IsTransient(answer.StatusCode),
        };
    }

    /// <summary>The answer is a 2xx one whose body is not what was asked for.</summary>
    public static ApiException Unreadable(HttpCall call, HttpAnswer answer, Type type, JsonException? cause)
    {
        string fault = cause is null ? $"it has no body to read {type.Name} from" : $"its body is not JSON for {type.Name}: {cause.Message}";
        string advice = "Ask for string or byte[] to get the body as it is; it is also kept in this exception's Body.";
        return new ApiException(FormattableString.Invariant($"{call} answered {(int)answer.StatusCode}, but {fault} {advice}"), answer.StatusCode, cause)
        {
            Attempts = answer.Attempts,
            Headers = answer.Headers,
            Body = answer.Text,
            BodyBytes = answer.Body,
            RequestId = ServiceError.RequestIdOf(answer),
        };
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
