using System.Collections.Frozen;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Hosting;

namespace Amplify.Local.AppSync.GraphiQL;

/// <summary>
/// A page to try operations with, in a mode of one's choice: <see href="https://github.com/graphql/graphiql">GraphiQL</see>, all of it
/// served from here. Other origins cannot read it, since it shows the API's key.
/// </summary>
internal sealed class GraphiQLEndpoint(GraphiQLSettings settings) : IServiceEndpoint
{
    public const string PathPrefix = "graphiql";

    private const string Page = "page.html";
    private const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; frame-ancestors 'none'";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public string Name => LocalFaults.GraphiQL;

    public bool IsGateway => false;

    public ValueTask<HttpAnswer> HandleAsync(LocalRequest request)
    {
        if (request.Method is not ("GET" or "HEAD"))
        {
            return new(Fail(request, 404));
        }

        string file = request.Target.Path.Trim('/')[PathPrefix.Length..].TrimStart('/');
        return new(file switch
        {
            "" => ToPage(),
            "settings.json" => Answer(200, HttpAnswer.Json, ToJson()),
            _ => FileOf(file) ?? Fail(request, 404),
        });
    }

    public HttpAnswer Fail(LocalRequest request, int statusCode) => Answer(statusCode, HttpAnswer.Json, JsonText.Message("message", "Not found"));

    /// <summary>Gives the page itself, whatever path it was asked for by.</summary>
    public static HttpAnswer ToPage() => FileOf(Page)!;

    private static HttpAnswer? FileOf(string name)
    {
        if (!ContentTypes.TryGetValue(Path.GetExtension(name), out string? type)
            || typeof(GraphiQLEndpoint).Assembly.GetManifestResourceStream($"graphiql/{name}") is not { } resource)
        {
            return null;
        }

        using (resource)
        {
            byte[] content = new byte[resource.Length];
            resource.ReadExactly(content);
            return Answer(200, type, content);
        }
    }

    private static HttpAnswer Answer(int statusCode, string type, ReadOnlyMemory<byte> body) => new()
    {
        StatusCode = statusCode,
        ContentType = type,
        Headers = [new("Cache-Control", "no-cache"), new("Content-Security-Policy", Policy), new("X-Content-Type-Options", "nosniff")],
        Body = body,
    };

    private ReadOnlyMemory<byte> ToJson() => JsonText.Write(settings, static (writer, settings) =>
    {
        writer.WriteStartObject();
        writer.WriteString("path", settings.Path);
        writer.WriteString("region", settings.Region);
        writer.WriteString("identityPath", settings.IdentityPath);
        writer.WriteString("identityPoolId", settings.IdentityPoolId);
        writer.WriteString("apiKey", settings.ApiKey());
        writer.WriteStartArray("modes");
        foreach (AppSyncAuthMode mode in settings.Modes.Distinct())
        {
            writer.WriteStringValue(mode.ToName());
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
