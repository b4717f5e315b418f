using System.Globalization;
using System.Security.Cryptography;
using Amplify.Core.Http;
using Amplify.Signing;
using Amplify.Testing;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amplify.Api.Tests.Rest;

/// <summary>What arrives at a socket is what was signed.</summary>
public sealed class RestWireTests
{
    private const string Hostile = " !\"$%&'()*+,-./:;<=>@[\\]^_`{|}~aZ09éß\u20AC\U0001F600";

    private static readonly string[] Pieces = [.. Hostile.EnumerateRunes().Select(rune => rune.ToString()), "%20", "%2f", "%2F", "%41", "%zz", "//", "/./", "/../", "&&", "a=b"];

    private static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 12].Select(string.Concat);

    [Theory]
    [InlineData("/items", "/items")]
    [InlineData("/a b/é?x=1+2&y=a;b|c", "/a%20b/%C3%A9?x=1%202&y=a%3Bb%7Cc")]
    [InlineData("/a/../b//c/./d", "/a/../b//c/./d")]
    [InlineData("/it's(1)*!@:$,;=+", "/it's(1)*!@:$,;=+")]
    [InlineData("/%2F%2e%41?%41=%2b", "/%2F%2e%41?%41=%2b")]
    public async Task Target_OnTheWire_IsAsBuiltAndVerifies(string path, string target)
    {
        await using Verifying server = await Verifying.StartAsync();

        (string received, SigV4Verification verification) = await server.SendAsync(HttpMethod.Get, path, null, null);

        Assert.Equal(target, received);
        Assert.True(verification.IsValid, verification.Message);
    }

    [Fact]
    public async Task Target_Random_Verifies()
    {
        await using Verifying server = await Verifying.StartAsync();
        Gen<(string Path, string Query, (string, string)[] Parameters)> requests =
            Gen.Select(Text, Text, Gen.Select(Text, Text).Array[0, 3]);

        await requests.SampleAsync(
            async request =>
            {
                // Kestrel refuses an escaped NUL.
                string path = (request.Query.Length == 0 ? $"/{request.Path}" : $"/{request.Path}?{request.Query}").Replace("%00", "%01", StringComparison.Ordinal);
                (_, SigV4Verification verification) = await server.SendAsync(HttpMethod.Get, path, request.Parameters, null);
                Assert.True(verification.IsValid, verification.Message);
            },
            iter: 1000,
            threads: 2);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("")]
    public async Task Body_OnTheWire_Verifies(string body)
    {
        await using Verifying server = await Verifying.StartAsync();

        Assert.All(
            [
                (await server.SendAsync(HttpMethod.Post, "/x", null, body)).Verification,
                (await server.SendAsync(HttpMethod.Put, "/x", null, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)))).Verification,
                (await server.SendAsync(HttpMethod.Delete, "/x", null, null)).Verification,
            ],
            verification => Assert.True(verification.IsValid, verification.Message));
    }

    private sealed class Verifying : IAsyncDisposable
    {
        private readonly RestApi _rest;
        private readonly SocketServer _server;

        private Verifying(SocketServer server)
        {
            _server = server;
            var fixture = new RestFixture(HttpTransport.Create()) { Api = { Endpoint = server.Root.AbsoluteUri, ApiKey = "KEY" } }.Signing();
            fixture.Time.AutoAdvanceAmount = TimeSpan.Zero;
            _rest = fixture.Create();
        }

        public static async Task<Verifying> StartAsync() => new(await SocketServer.StartAsync(AnswerAsync));

        public async Task<(string Target, SigV4Verification Verification)> SendAsync(
            HttpMethod method, string path, (string Name, string Value)[]? parameters, object? body)
        {
            var options = new RestOptions();
            foreach ((string name, string value) in parameters ?? [])
            {
                options.QueryParameters.Add(name, value);
            }

            using RestResponse response = await _rest.SendAsync(method, "MyApi", path, body, options, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccess, $"{response.StatusCode} for {path}");
            string[] lines = response.Text.Split('\n');
            var request = new SigV4Request(
                method.Method, lines[0], [.. lines[2..].Select(line => line.Split('\t')).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))], lines[1]);
            var verifier = new SigV4Verifier(id => id == RestFixture.Keys.AccessKeyId ? RestFixture.Keys : null);

            // Judged at the time of signing: the fixture's clock runs ahead when a call waits.
            string signedAt = request.Headers.Single(header => header.Key.Equals("X-Amz-Date", StringComparison.OrdinalIgnoreCase)).Value;
            DateTimeOffset now = DateTimeOffset.ParseExact(signedAt, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            return (lines[0], verifier.Verify(request, new SigV4Scope("us-east-1", "execute-api"), now));
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        // Target, hash of the body, and each header, a line each.
        private static async Task AnswerAsync(HttpContext context)
        {
            string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(context.Request.Body));
            IEnumerable<string> headers = context.Request.Headers.SelectMany(header => header.Value.Select(value => $"{header.Key}\t{value}"));
            await context.Response.WriteAsync(string.Join('\n', [target, hash, .. headers]));
        }
    }
}
