using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Hosting;

/// <summary>Puts an answer on the wire.</summary>
internal static class AnswerWriter
{
    public static async ValueTask WriteAsync(HttpResponse response, HttpAnswer answer, bool cutInTheMiddle)
    {
        WriteHead(response, answer);
        if (cutInTheMiddle)
        {
            await WriteHalfAsync(response, answer).ConfigureAwait(false);
        }
        else if (!answer.Body.IsEmpty && MayHaveBody(response))
        {
            await response.BodyWriter.WriteAsync(answer.Body).ConfigureAwait(false);
        }
    }

    private static void WriteHead(HttpResponse response, HttpAnswer answer)
    {
        response.StatusCode = answer.StatusCode;
        IHeaderDictionary headers = response.Headers;
        foreach (KeyValuePair<string, StringValues> header in answer.Headers)
        {
            headers.Append(header.Key, header.Value);
        }

        if (response.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
        {
            // The length is set for HEAD too: it tells what a GET would have given.
            response.ContentLength = answer.Body.Length;
            response.ContentType = answer.ContentType;
        }
    }

    private static bool MayHaveBody(HttpResponse response) =>
        response.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        && !HttpMethods.IsHead(response.HttpContext.Request.Method);

    private static async ValueTask WriteHalfAsync(HttpResponse response, HttpAnswer answer)
    {
        if (answer.Body.Length > 1 && MayHaveBody(response))
        {
            await response.BodyWriter.WriteAsync(answer.Body[..(answer.Body.Length / 2)]).ConfigureAwait(false);
            await response.BodyWriter.FlushAsync().ConfigureAwait(false);
        }

        response.HttpContext.Abort();
    }
}
