using System.Collections.Concurrent;
using System.Security.Cryptography;
using Amplify.Core.Http;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amplify.Api.Tests.Rest;

/// <summary>A server on a socket that verifies the signature of each request, body included, and answers then.</summary>
internal sealed class VerifyingServer : IAsyncDisposable
{
    private const int LargestKeptBody = 1024 * 1024;

    private static readonly SigV4Verifier Verifier = new(
        id => id == RestFixture.Keys.AccessKeyId ? RestFixture.Keys : null, new SigV4VerifierOptions { AllowUnsignedPayload = true });

    private readonly ConcurrentQueue<Received> _requests = new();
    private readonly RequestDelegate _answer;
    private readonly SigV4Scope _scope;
    private SocketServer _server = null!;

    private VerifyingServer(RequestDelegate answer, SigV4Scope scope) => (_answer, _scope) = (answer, scope);

    public Uri Root => _server.Root;

    public Received[] Requests => [.. _requests];

    public Received Only => Assert.Single(_requests);

    public static async Task<VerifyingServer> StartAsync(RequestDelegate? answer = null, bool tls = false, SigV4Scope? scope = null)
    {
        var server = new VerifyingServer(answer ?? (_ => Task.CompletedTask), scope ?? new SigV4Scope("us-east-1", "execute-api"));
        server._server = await SocketServer.StartAsync(server.HandleAsync, tls);
        return server;
    }

    /// <summary>Makes a client that signs, with MyApi at this server.</summary>
    public RestFixture Client(HttpMessageHandler? transport = null) =>
        new RestFixture(transport ?? HttpTransport.Create()) { Api = { Endpoint = Root.AbsoluteUri } }.Signing();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var kept = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        long length = 0;
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and int read)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
            kept.Write(buffer, 0, length <= LargestKeptBody ? read : 0);
        }

        KeyValuePair<string, string>[] headers =
            [.. context.Request.Headers.SelectMany(header => header.Value.Select(value => new KeyValuePair<string, string>(header.Key, value!)))];
        var request = new SigV4Request(context.Request.Method, target, headers, Convert.ToHexStringLower(hash.GetHashAndReset()));
        SigV4Verification verification = Verifier.Verify(
            request, _scope, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        _requests.Enqueue(new Received(target, headers.ToLookup(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase), kept.ToArray(), length, verification));
        await _answer(context);
    }

    internal sealed record Received(string Target, ILookup<string, string> Headers, byte[] Body, long Length, SigV4Verification Verification)
    {
        public string Text => System.Text.Encoding.UTF8.GetString(Body);

        public string? this[string header] => Headers[header].FirstOrDefault();

        public void AssertSigned() => Assert.True(Verification.IsValid, Verification.Message);
    }
}
