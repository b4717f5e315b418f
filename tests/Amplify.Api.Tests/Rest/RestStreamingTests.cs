using System.Net;
using System.Text;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Api.Tests.Rest;

/// <summary>Answers whose body is read as it comes, over sockets.</summary>
public sealed class RestStreamingTests
{
    private static readonly RestOptions Streaming = new() { Streaming = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ReturnsWithTheHeadersAndGivesTheBodyAsItComes()
    {
        var asked = new TaskCompletionSource();
        await using VerifyingServer server = await VerifyingServer.StartAsync(async context =>
        {
            await SendAsync(context, "first\n");
            await asked.Task;
            await SendAsync(context, "second\n");
        });

        using RestResponse response = await SendAsync(server.Client());

        Assert.True(response.IsStreaming);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using IAsyncEnumerator<string> lines = response.ReadLinesAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await lines.MoveNextAsync());
        Assert.Equal("first", lines.Current);
        asked.SetResult();
        Assert.True(await lines.MoveNextAsync());
        Assert.Equal("second", lines.Current);
        Assert.False(await lines.MoveNextAsync());
    }

    [Theory]
    [InlineData("a\nb\r\n\nc", "utf-8", "a|b||c")]
    [InlineData("\uFEFFü\n", "utf-8", "ü")]
    [InlineData("ü\n", "iso-8859-1", "ü")]
    [InlineData("", "utf-8", "")]
    public async Task ReadLines_ByteByByte_GivesLinesInTheNamedCharacterSet(string body, string charSet, string lines)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context =>
        {
            context.Response.ContentType = $"text/plain; charset={charSet}";
            return SendByteByByteAsync(context, Encoding.GetEncoding(charSet).GetBytes(body));
        });

        using RestResponse response = await SendAsync(server.Client());

        Assert.Equal(lines, string.Join('|', await response.ReadLinesAsync(Cancellation).ToArrayAsync(Cancellation)));
    }

    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", "message:a::|message:b::")]
    [InlineData("data: one\ndata: two\ndata:\n\n", "message:one\ntwo\n::")]
    [InlineData("event: add\nid: 7\nretry: 1500\ndata: x\n\n", "add:x:7:1500")]
    [InlineData(": a comment\r\ndata: x\r\n\r\n", "message:x::")]
    [InlineData("\uFEFFdata: x\r\rdata:y\r\r", "message:x::|message:y::")]
    [InlineData("data: ü€\n\n", "message:ü€::")]
    [InlineData("unknown: 1\ndata:  two spaces\n\n", "message: two spaces::")]
    [InlineData("data: whole\n\ndata: cut", "message:whole::")]
    [InlineData("", "")]
    public async Task ReadServerSentEvents_ByteByByte_FollowsTheStandard(string body, string events)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/event-stream";
            return SendByteByByteAsync(context, Encoding.UTF8.GetBytes(body));
        });

        using RestResponse response = await SendAsync(server.Client());

        Assert.Equal(events, string.Join('|', await response.ReadServerSentEventsAsync(Cancellation)
            .Select(e => $"{e.EventType}:{e.Data}:{e.EventId}:{e.ReconnectionInterval?.TotalMilliseconds}").ToArrayAsync(Cancellation)));
    }

    [Theory]
    [InlineData("12345678\n12345678\r\n\r12345678", "utf-8", true)]
    [InlineData("123456789\n", "utf-8", false)]
    [InlineData("1\n123456789", "utf-8", false)]
    [InlineData("üüüü\nüüüü", "utf-16", true)]
    [InlineData("üüüüx\n", "utf-16", false)]
    [InlineData("\u0A0A\u0A0A\u0A0A", "utf-16", false)]
    public async Task ReadLines_LineWithoutEnd_IsError(string body, string charSet, bool fits)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(async context =>
        {
            context.Response.ContentType = $"text/plain; charset={charSet}";
            await context.Response.Body.WriteAsync(Encoding.GetEncoding(charSet).GetBytes(body));
            await context.Response.Body.FlushAsync();
            await (fits ? Task.CompletedTask : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        });
        using RestResponse response = await server.Client().Create().SendAsync(
            HttpMethod.Get, "MyApi", "/", options: new() { Streaming = true, MaxResponseBytes = 8 }, cancellationToken: Cancellation);

        await AssertBoundedAsync(response.ReadLinesAsync(Cancellation), fits, "with a line of more than 8 bytes");
    }

    [Theory]
    [InlineData("data: 12\n\ndata: 34\r\n\r\ndata: 56\r\rdata: 78\n\n", true)]
    [InlineData(":12\r\n:12\r\n:12\r\ndata: 12\r\n\r\n", true)]
    [InlineData("data: 123\n\n", false)]
    [InlineData("data:1\r\ndata:2\r\n", false)]
    [InlineData("data:1\rdata:2", false)]
    [InlineData(":23456789", false)]
    public async Task ReadServerSentEvents_EventWithoutEnd_IsError(string body, bool fits)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(async context =>
        {
            await SendByteByByteAsync(context, Encoding.UTF8.GetBytes(body));
            await (fits ? Task.CompletedTask : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        });
        using RestResponse response = await server.Client().Create().SendAsync(
            HttpMethod.Get, "MyApi", "/", options: new() { Streaming = true, MaxResponseBytes = 8 }, cancellationToken: Cancellation);

        await AssertBoundedAsync(response.ReadServerSentEventsAsync(Cancellation), fits, "with an event of more than 8 bytes");
    }

    [Fact]
    public async Task BufferedMembers_SayHowToReadAStreamingBody()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => SendAsync(context, "{}"));
        using RestResponse response = await SendAsync(server.Client());

        Func<object>[] members = [() => response.Body, () => response.Text, response.ReadAs<string>];
        Assert.All(members, member => Assert.Contains("OpenBody", Assert.Throws<InvalidOperationException>(() => { _ = member(); }).Message, StringComparison.Ordinal));
        Assert.Same(response, response.EnsureSuccess());
        Assert.Equal("GET / on MyApi: 200, streaming", response.ToString());
    }

    [Fact]
    public async Task OpenBody_SecondTime_SaysThatItComesOnce()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => SendAsync(context, "x"));
        using RestResponse response = await SendAsync(server.Client());
        response.OpenBody();

        Assert.Contains("once", Assert.Throws<InvalidOperationException>(() => { response.OpenBody(); }).Message, StringComparison.Ordinal);
        response.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { response.OpenBody(); });
    }

    [Fact]
    public async Task OpenBody_OfWholeAnswer_ReadsItAsOftenAsAsked()
    {
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.OK, "a\nb"));
        using RestResponse response = await fixture.Create().SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Cancellation);

        Assert.False(response.IsStreaming);
        Assert.Equal(["a", "b"], await response.ReadLinesAsync(Cancellation).ToArrayAsync(Cancellation));
        Assert.Equal(["a", "b"], await response.ReadLinesAsync(Cancellation).ToArrayAsync(Cancellation));
    }

    [Fact]
    public async Task OpenBody_ReadSynchronously_SaysThatItIsAsynchronousOnly()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => SendAsync(context, "x"));
        using RestResponse response = await SendAsync(server.Client());
        Stream body = response.OpenBody();

        Assert.Contains("ReadAsync", Assert.Throws<NotSupportedException>(() => body.ReadByte()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_IsReadToItsEnd()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context =>
        {
            context.Response.StatusCode = 409;
            return SendAsync(context, """{"message":"taken"}""");
        });

        using RestResponse response = await SendAsync(server.Client());

        Assert.False(response.IsStreaming);
        Assert.Equal("""{"message":"taken"}""", response.Text);
        Assert.Contains("taken", Assert.Throws<ApiException>(response.EnsureSuccess).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerbMethods_ReadTheWholeBodyAllTheSame()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => SendAsync(context, "text"));
        RestApi rest = server.Client(OneConnection()).Create();

        await rest.PostAsync("MyApi", "/", options: Streaming, cancellationToken: Cancellation);

        Assert.Equal("text", await rest.GetAsync<string>("MyApi", "/", Streaming, Cancellation));
    }

    [Fact]
    public async Task Timeout_WhileTheBodyIsRead_IsTheCallsTimeout()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(EndlessAsync);
        RestFixture client = server.Client();
        using RestResponse response = await client.Create().SendAsync(
            HttpMethod.Get, "MyApi", "/", options: new() { Streaming = true, Timeout = TimeSpan.FromSeconds(7) }, cancellationToken: Cancellation);
        Stream body = response.OpenBody();
        await body.ReadExactlyAsync(new byte[6], Cancellation);

        ValueTask<int> reading = body.ReadAsync(new byte[1], Cancellation);
        client.Time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(TimeSpan.FromSeconds(7), (await Assert.ThrowsAsync<AmplifyTimeoutException>(async () => await reading)).Timeout);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancellation_WhileTheBodyIsRead_EndsTheRead(bool ofTheCall)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(EndlessAsync);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using RestResponse response = await server.Client().Create().SendAsync(
            HttpMethod.Get, "MyApi", "/", options: Streaming, cancellationToken: ofTheCall ? cancellation.Token : CancellationToken.None);
        Stream body = response.OpenBody();
        await body.ReadExactlyAsync(new byte[6], Cancellation);

        ValueTask<int> reading = body.ReadAsync(new byte[1], ofTheCall ? CancellationToken.None : cancellation.Token);
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAsync<OperationCanceledException>(async () => await reading);
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Dispose_WhileTheBodyIsRead_EndsTheRead()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(EndlessAsync);
        RestResponse response = await SendAsync(server.Client());
        Stream body = response.OpenBody();
        await body.ReadExactlyAsync(new byte[6], Cancellation);

        ValueTask<int> reading = body.ReadAsync(new byte[1], Cancellation);
        response.Dispose();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reading);
        Assert.Equal("The response was disposed of while its body was read.", error.Message);
        Assert.False(body.CanRead);
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nhalf")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    public async Task Cut_WhileTheBodyIsRead_IsNetworkError(string answer)
    {
        await using var server = new RawServer($"HTTP/1.1 200 OK\r\n{answer}");
        var fixture = new RestFixture(Core.Http.HttpTransport.Create()) { Api = { Endpoint = server.Root.AbsoluteUri } };
        using RestResponse response = await SendAsync(fixture);

        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => response.CopyToAsync(Stream.Null, Cancellation));

        Assert.Equal(NetworkFailure.Cut, error.Failure);
    }

    [Theory]
    [InlineData("dispose")]
    [InlineData("leave the loop")]
    [InlineData("cancel")]
    [InlineData("read to the end")]
    public async Task Connection_IsFreeForTheNextCall(string how)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(
            context => context.Request.Path == "/endless" ? EndlessAsync(context) : SendAsync(context, "text"));
        RestApi rest = server.Client(OneConnection()).Create();

        RestResponse response = await rest.SendAsync(HttpMethod.Get, "MyApi", how == "read to the end" ? "/" : "/endless", options: Streaming, cancellationToken: Cancellation);
        switch (how)
        {
            case "dispose":
                response.Dispose();
                break;
            case "leave the loop":
                await foreach (string line in response.ReadLinesAsync(Cancellation))
                {
                    Assert.Equal("hello", line);
                    break;
                }

                break;
            case "cancel":
                using (var cancellation = new CancellationTokenSource())
                {
                    Task copying = response.CopyToAsync(Stream.Null, cancellation.Token);
                    await cancellation.CancelAsync();
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copying);
                }

                break;
            default:
                await response.CopyToAsync(Stream.Null, Cancellation);
                break;
        }

        Assert.Equal("text", await rest.GetAsync<string>("MyApi", "/", cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Failure_BeforeTheHeaders_FreesTheConnection()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(
            context => context.Request.Path == "/silent" ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted) : Task.CompletedTask);
        RestFixture client = server.Client(OneConnection());
        RestApi rest = client.Create();
        using var cancellation = new CancellationTokenSource();

        Task<RestResponse> sending = rest.SendAsync(HttpMethod.Get, "MyApi", "/silent", options: Streaming, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await rest.GetAsync("MyApi", "/", cancellationToken: Cancellation);
    }

    private static async Task AssertBoundedAsync<T>(IAsyncEnumerable<T> pieces, bool fits, string message)
    {
        Exception? error = await Record.ExceptionAsync(async () => await pieces.CountAsync(Cancellation));

        Assert.Equal(fits, error is null);
        Assert.True(fits || Assert.IsType<ApiException>(error).Message.Contains(message, StringComparison.Ordinal), error?.Message);
    }

    private static SocketsHttpHandler OneConnection() => new() { AllowAutoRedirect = false, MaxConnectionsPerServer = 1, ResponseDrainTimeout = TimeSpan.Zero };

    private static Task<RestResponse> SendAsync(RestFixture client) =>
        client.Create().SendAsync(HttpMethod.Get, "MyApi", "/", options: Streaming, cancellationToken: Cancellation);

    private static async Task EndlessAsync(HttpContext context)
    {
        await SendAsync(context, "hello\n");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static async Task SendByteByByteAsync(HttpContext context, byte[] body)
    {
        foreach (byte unit in body)
        {
            await context.Response.Body.WriteAsync(new[] { unit }, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
