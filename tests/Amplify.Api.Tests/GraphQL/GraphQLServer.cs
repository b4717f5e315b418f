using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Api.Tests.GraphQL;

/// <summary>A server on a socket that keeps each request and answers what a test says.</summary>
internal sealed class GraphQLServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _requests = new();
    private readonly Func<Received, Answer> _answer;
    private SocketServer _server = null!;

    private GraphQLServer(Func<Received, Answer> answer) => _answer = answer;

    public string Endpoint => new Uri(_server.Root, "graphql").AbsoluteUri;

    public Received[] Requests => [.. _requests];

    public Received Only => Assert.Single(_requests);

    public static Task<GraphQLServer> StartAsync(string body, int status = 200, string type = "application/json") =>
        StartAsync(_ => new Answer(body, status, type));

    public static async Task<GraphQLServer> StartAsync(Func<Received, Answer> answer)
    {
        var server = new GraphQLServer(answer);
        server._server = await SocketServer.StartAsync(server.HandleAsync);
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var received = new Received(
            context.Request.Method,
            context.Request.Path,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetString(body.ToArray()));
        _requests.Enqueue(received);
        Answer answer = _answer(received);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.Type;
        foreach ((string name, string value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(answer.Bytes ?? Encoding.UTF8.GetBytes(answer.Body), context.RequestAborted);
    }

    internal sealed record Answer(string Body, int Status = 200, string Type = "application/json")
    {
        public byte[]? Bytes { get; init; }

        public (string Name, string Value)[] Headers { get; init; } = [];
    }

    internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        public string? this[string header] => Headers.GetValueOrDefault(header);
    }
}
