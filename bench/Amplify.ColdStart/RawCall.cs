using System.Net.Http.Json;

namespace Amplify.ColdStart;

/// <summary>The baseline: one unsigned call with what the platform has.</summary>
internal static class RawCall
{
    public static async Task<Answer?> RunAsync(string address)
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync(address, AnswerJson.Default.Answer);
    }
}
