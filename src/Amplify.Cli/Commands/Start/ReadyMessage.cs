using System.Text.Json;
using Amplify.Local;

namespace Amplify.Cli.Commands.Start;

/// <summary>What a started backend tells: where everything is.</summary>
internal static class ReadyMessage
{
    private const int NameWidth = 16;

    public static void WriteJson(Utf8JsonWriter json, LocalBackend backend)
    {
        json.WriteStartObject();
        json.WriteBoolean("ready", true);
        json.WriteString("region", backend.Region);
        json.WriteStartObject("rest");
        foreach ((string name, Uri endpoint) in backend.RestEndpoints)
        {
            json.WriteString(name, Text(endpoint));
        }

        json.WriteEndObject();
        json.WriteStartObject("apiKeys");
        foreach ((string name, string key) in backend.ApiKeys)
        {
            json.WriteString(name, key);
        }

        json.WriteEndObject();
        json.WriteString("lambda", Text(backend.LambdaEndpoint));
        json.WriteString("identity", Text(backend.IdentityPoolEndpoint));
        json.WriteString("identityPoolId", backend.IdentityPoolId);
        json.WriteString("userPool", Text(backend.UserPool.Endpoint));
        json.WriteString("userPoolId", backend.UserPool.PoolId);
        json.WriteString("userPoolClientId", backend.UserPool.ClientId);
        json.WriteString("graphql", Text(backend.GraphQLEndpoint));
        json.WriteString("realtime", Text(backend.AppSync.RealtimeEndpoint));
        json.WriteString("apiKey", backend.AppSync.ApiKey);
        json.WriteString("events", Text(backend.EventsEndpoint));
        if (backend.CaCertificateFile is { } file)
        {
            json.WriteString("caCertificate", file);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a list for a person. It holds no API key: those are in the configuration files and in the JSON.</summary>
    public static async Task WriteTextAsync(TextWriter output, LocalBackend backend)
    {
        foreach ((string name, Uri endpoint) in backend.RestEndpoints)
        {
            await LineAsync(name, backend.ApiKeys.ContainsKey(name) ? $"{Text(endpoint)}  (needs an API key)" : Text(endpoint));
        }

        await LineAsync("Lambda", Text(backend.LambdaEndpoint));
        await LineAsync("Identity pool", $"{Text(backend.IdentityPoolEndpoint)}  {backend.IdentityPoolId}");
        await LineAsync("User pool", $"{Text(backend.UserPool.Endpoint)}  {backend.UserPool.PoolId}  client {backend.UserPool.ClientId}");
        await LineAsync("GraphQL", $"{Text(backend.GraphQLEndpoint)}  (needs an API key or a signature)");
        await LineAsync("Events", $"{Text(backend.EventsEndpoint)}  (needs an API key or a signature)");
        await LineAsync("Region", backend.Region);
        if (backend.CaCertificateFile is { } file)
        {
            await LineAsync("CA certificate", file);
        }

        Task LineAsync(string name, string value) => output.WriteLineAsync($"{name.PadRight(NameWidth)}{value}");
    }

    // A root without its slash: clients append their service's own path, which begins with one.
    private static string Text(Uri endpoint) => endpoint.AbsoluteUri.TrimEnd('/');
}
