using System.Text.Json;
using Amplify;

namespace Quickstart.Chapters;

/// <summary>An API whose headers are made by a function; see <see cref="CustomHeader"/>, which Project.cs sets.</summary>
internal static class CustomHeaderCalls
{
    public static async Task RunAsync(AmplifyClient amplify)
    {
        using RestResponse response = await amplify.Rest.SendAsync(HttpMethod.Get, ApiNames.CustomHeader, "/hello");
        response.EnsureSuccess();

        // The local API answers with the event that a Lambda function would get, so the header can be seen in it.
        JsonElement request = response.ReadAs<JsonElement>();
        if (request.TryGetProperty("headers", out JsonElement headers)
            && headers.TryGetProperty("Authorization", out JsonElement authorization))
        {
            Console.WriteLine($"         The API saw Authorization: {authorization}");
        }
    }
}
