using System.Text;
using Amplify.Core.Http;

namespace Amplify.Api.Answers;

/// <summary>Makes the errors that an answer stands for.</summary>
internal static class AnswerErrors
{
    /// <summary>The answer's status is outside 2xx.</summary>
    public static ApiException Refused(HttpCall call, HttpAnswer answer, ServiceError error, string? advice)
    {
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

        if (advice is not null)
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
    /// <param name="call">The call.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="fault">What is wrong and what to do, to go on from "answered 200, ".</param>
    /// <param name="cause">What JSON says about it, if anything.</param>
    public static ApiException Unreadable(HttpCall call, HttpAnswer answer, string fault, Exception? cause) =>
        new(FormattableString.Invariant($"{call} answered {(int)answer.StatusCode}, {fault}"), answer.StatusCode, cause)
        {
            Attempts = answer.Attempts,
            Headers = answer.Headers,
            Body = answer.Text,
            BodyBytes = answer.Body,
            RequestId = ServiceError.RequestIdOf(answer),
        };
}
