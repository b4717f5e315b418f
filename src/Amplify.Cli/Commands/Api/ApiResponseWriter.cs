using System.Text.Json;
using Amplify.Cli.Execution;
using Microsoft.AspNetCore.WebUtilities;

namespace Amplify.Cli.Commands.Api;

/// <summary>Prints an answer.</summary>
internal sealed class ApiResponseWriter(CliContext context)
{
    public async Task WriteAsync(RestResponse response, bool asJson, bool withHeaders, CancellationToken cancellationToken)
    {
        if (asJson)
        {
            await JsonOutput.WriteLineAsync(context, json => WriteJson(json, response), cancellationToken);
            return;
        }

        if (withHeaders)
        {
            await WriteHeadersAsync(response);
        }

        await context.Out.FlushAsync(cancellationToken);
        await context.Output.WriteAsync(response.Body, cancellationToken);
        await context.Output.FlushAsync(cancellationToken);
    }

    private async Task WriteHeadersAsync(RestResponse response)
    {
        int status = (int)response.StatusCode;
        await context.Out.WriteLineAsync($"HTTP/{response.HttpVersion} {status} {ReasonPhrases.GetReasonPhrase(status)}".TrimEnd());
        foreach ((string name, IReadOnlyList<string> values) in response.HeaderValues)
        {
            foreach (string value in values)
            {
                await context.Out.WriteLineAsync($"{name}: {value}");
            }
        }

        await context.Out.WriteLineAsync();
    }

    private static void WriteJson(Utf8JsonWriter json, RestResponse response)
    {
        json.WriteStartObject();
        json.WriteNumber("status", (int)response.StatusCode);
        json.WriteStartObject("headers");
        foreach ((string name, string value) in response.Headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WritePropertyName("body");
        WriteBody(json, response);
        json.WriteEndObject();
    }

    /// <summary>A JSON body as what it is, any other as text, none as null.</summary>
    private static void WriteBody(Utf8JsonWriter json, RestResponse response)
    {
        if (response.Body.IsEmpty)
        {
            json.WriteNullValue();
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Body);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(response.Text);
        }
    }
}
