using System.Text.Json;

namespace Amplify.Interop.Tests.AmplifyJs;

/// <summary>What a call with Amplify for JavaScript came to.</summary>
internal sealed record AmplifyJsAnswer(JsonElement? ResultOrNone, JsonElement? ErrorOrNone)
{
    /// <summary>Gets what the call resolved to.</summary>
    public JsonElement Result => ResultOrNone ?? throw new InvalidOperationException($"The call was rejected: {ErrorOrNone}");

    /// <summary>Gets what the call was rejected with.</summary>
    public JsonElement Error => ErrorOrNone ?? throw new InvalidOperationException($"The call resolved: {ResultOrNone}");

    public int StatusCode => (ResultOrNone ?? Error).GetProperty("statusCode").GetInt32();

    /// <summary>Gets the text of a REST answer.</summary>
    public string? Body => (ResultOrNone ?? Error).GetProperty("body").GetString();

    public JsonElement Json => JsonElement.Parse(Body!);

    /// <summary>Gets the data of a GraphQL answer without errors.</summary>
    public JsonElement Data => Result.GetProperty("data");

    /// <summary>Gets the errors that a GraphQL call was rejected with.</summary>
    public IEnumerable<JsonElement> Errors => Error.GetProperty("errors").EnumerateArray();
}
