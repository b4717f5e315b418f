using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Hosting;

/// <summary>Puts an answer on the wire.</summary>
internal static class AnswerWriter
{
    public static async ValueTask WriteAsync(HttpResponse response, HttpAnswer answer)
    {
        WriteHead(response, answer);
        if (!answer.Body.IsEmpty && MayHaveBody(response))
        {
            await response.BodyWriter.WriteAsync(answer.Body).ConfigureAwait(false);
        }
    }

    public static void WriteHead(HttpResponse response, HttpAnswer answer)
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

    public static bool MayHaveBody(HttpResponse response) =>
        response.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        && !HttpMethods.IsHead(response.HttpContext.Request.Method);
}
