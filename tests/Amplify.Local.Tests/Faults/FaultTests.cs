using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.Faults;

/// <summary>What each kind of fault does on the wire.</summary>
public sealed class FaultTests
{
    private const string Items = "/MyCloudApi/prod/items";
    private const string Digits = "/Api/prod/x";

    private static Task<Harness> StartWithDigitsAsync(TimeProvider? time = null) => Harness.StartAsync(
        api => api.Map("ANY", "/x", _ => ProxyResponse.Text("0123456789"), RestAuthorization.None),
        new LocalBackendOptions { TimeProvider = time ?? TimeProvider.System });

    [Fact]
    public async Task Status_OwnBodyAndHeaders_AreSent()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(Fault.Status(429).WithBody("slow down").WithHeader("Retry-After", "3").WithHeader("Content-Type", "text/plain"));

        Reply reply = await harness.GetAsync("/MyPublicApi/prod/x");

        Assert.Equal((429, "slow down", "3", "text/plain"), (reply.Code, reply.Text, reply.Header("Retry-After"), reply.Header("Content-Type")));
        Assert.Equal("TooManyRequestsException", reply.ErrorType);
    }

    [Fact]
    public async Task Status_Request_IsReadButNotDone()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(Fault.Status(500));

        Assert.Equal(500, (await harness.SendSignedAsync("PUT", Items, """{"id":"1"}""")).Code);

        Assert.Equal(404, (await harness.SendSignedAsync("GET", Items + "/1")).Code);
    }

    [Fact]
    public async Task Status_RequestExpecting100Continue_IsAnsweredBeforeItsBody()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(Fault.Status(401));

        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan });
        // An HttpClient sends up to 1 KiB even after a refusal, to keep the connection.
        using var body = new MemoryStream(new byte[100_000]);
        using var request = new HttpRequestMessage(HttpMethod.Put, harness.Raw(Items)) { Content = new StreamContent(body) };
        request.Headers.ExpectContinue = true;

        using HttpResponseMessage response = await client.SendAsync(request, Harness.Cancellation);

        Assert.Equal((HttpStatusCode.Unauthorized, 0), (response.StatusCode, body.Position));
    }

    [Fact]
    public async Task Redirect_Request_IsTold()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(Fault.Redirect("https://example.com/elsewhere", 307), Fault.Redirect("/x"));

        Reply first = await harness.GetAsync(Items);
        Reply second = await harness.GetAsync(Items);

        Assert.Equal((307, "https://example.com/elsewhere"), (first.Code, first.Header("Location")));
        Assert.Equal((302, "/x"), (second.Code, second.Header("Location")));
    }

    [Fact]
    public async Task WithHeader_OnAServedRequest_ReplacesTheServicesOwn()
    {
        await using Harness harness = await StartWithDigitsAsync();
        harness.Backend.Faults.Sequence(Fault.Pass
            .WithHeader("Date", "Thu, 01 Jan 1970 00:00:00 GMT").WithHeader("content-type", "text/x").WithHeader("X-A", "1").WithHeader("X-A", "2"));

        Reply reply = await harness.GetAsync(Digits);

        Assert.Equal((200, "0123456789"), (reply.Code, reply.Text));
        Assert.Equal(("Thu, 01 Jan 1970 00:00:00 GMT", "text/x", "1, 2"), (reply.Header("Date"), reply.Header("Content-Type"), reply.Header("X-A")));
    }

    [Fact]
    public async Task WithClockSkew_OneRequest_IsJudgedAndDatedByAnotherClock()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { TimeProvider = time });
        harness.Backend.Faults.Sequence(Fault.Pass.WithClockSkew(TimeSpan.FromMinutes(10)));

        Reply skewed = await harness.SendSignedAsync("GET", Items);
        Reply usual = await harness.SendSignedAsync("GET", Items);

        Assert.Equal((403, "InvalidSignatureException", 200), (skewed.Code, skewed.ErrorType, usual.Code));
        Assert.StartsWith("Signature expired: ", skewed.Message, StringComparison.Ordinal);
        Assert.Equal(time.GetUtcNow().AddMinutes(10), DateTimeOffset.Parse(skewed.Header("Date")!, CultureInfo.InvariantCulture));
        Assert.Equal(time.GetUtcNow(), DateTimeOffset.Parse(usual.Header("Date")!, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("headers", 404)]
    [InlineData("request", 404)]
    [InlineData("handling", 404)]
    [InlineData("answer", 200)]
    public async Task Cut_WithoutAnswer_IsDoneOnlyBeforeTheAnswer(string at, int status)
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(at switch
        {
            "headers" => Fault.CutOnHeaders,
            "request" => Fault.CutInRequest(3),
            "handling" => Fault.CutBeforeHandling,
            _ => Fault.CutBeforeAnswer,
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => harness.SendSignedAsync("PUT", Items, """{"id":"1"}"""));

        Assert.Equal(status, (await harness.SendSignedAsync("GET", Items + "/1")).Code);
        LoggedRequest cut = harness.Backend.Requests.Snapshot()[0];
        Assert.Equal((null, true, "PUT"), (cut.StatusCode, cut.IsFaulty, cut.Method));
    }

    [Fact]
    public async Task CutOnHeaders_Request_IsCutThoughItsBodyNeverComes()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(Fault.CutOnHeaders, Fault.CutInRequest(4));

        Assert.Equal("", await ExchangeUntilCutAsync(harness, "POST /MyPublicApi/prod/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"));
        Assert.Equal("", await ExchangeUntilCutAsync(harness, "POST /MyPublicApi/prod/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n1234"));
    }

    [Fact]
    public async Task CutInRequest_Request_WaitsForThatMuchOfTheBody()
    {
        await using Harness harness = await Harness.StartAsync();
        FaultScript script = harness.Backend.Faults.Sequence(Fault.CutInRequest(4));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, harness.Backend.Endpoint.Port, Harness.Cancellation);
        NetworkStream stream = client.GetStream();

        await stream.WriteAsync("POST /MyPublicApi/prod/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n123"u8.ToArray(), Harness.Cancellation);
        await script.WaitForHitsAsync(1, Harness.Cancellation);
        Task<string> ending = ReadUntilCutAsync(stream);
        Assert.Empty(harness.Backend.Requests.Snapshot());
        await stream.WriteAsync("4"u8.ToArray(), Harness.Cancellation);

        Assert.Equal("", await ending);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "0")]
    [InlineData(9, "012345678")]
    public async Task CutAnswerAfter_Bytes_SendsHeadersAndExactlySoMany(int bytes, string body)
    {
        await using Harness harness = await StartWithDigitsAsync();
        harness.Backend.Faults.Sequence(Fault.Pass.CutAnswerAfter(bytes).Times(2));

        string answer = await RawConnection.GetAsync(harness.Backend.Endpoint, Digits);
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => harness.GetAsync(Digits));

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 10\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nx-amzn-RequestId: ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + body, answer, StringComparison.Ordinal);
        Assert.True(exception is HttpIOException or HttpRequestException { InnerException: HttpIOException }, exception.ToString());
    }

    [Fact]
    public async Task CutAnswerAfter_HugeBody_SendsEveryByteBeforeTheCut()
    {
        await using Harness harness = await StartWithDigitsAsync();
        harness.Backend.Faults.Sequence(Fault.Status(200).WithBody(new byte[20_000_000]).CutAnswerAfter(15_000_000));
        using var client = new HttpClient();

        using HttpResponseMessage response = await client.GetAsync(harness.Raw(Digits), HttpCompletionOption.ResponseHeadersRead, Harness.Cancellation);
        await using Stream body = await response.Content.ReadAsStreamAsync(Harness.Cancellation);
        await body.ReadExactlyAsync(new byte[15_000_000], Harness.Cancellation);

        Assert.Equal(20_000_000, response.Content.Headers.ContentLength);
        await Assert.ThrowsAsync<HttpIOException>(async () => await body.ReadExactlyAsync(new byte[1], Harness.Cancellation));
    }

    [Fact]
    public async Task CutAnswerAfter_Chunked_BreaksTheChunk()
    {
        await using Harness harness = await StartWithDigitsAsync();
        harness.Backend.Faults.Sequence(Fault.Pass.Chunked().CutAnswerAfter(4).Times(2));

        string answer = await RawConnection.GetAsync(harness.Backend.Endpoint, Digits);

        Assert.EndsWith("\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123", answer, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => harness.GetAsync(Digits));
    }

    [Fact]
    public async Task Chunked_Answer_HasNoLengthAndIsWhole()
    {
        await using Harness harness = await StartWithDigitsAsync();
        harness.Backend.Faults.Sequence(Fault.Pass.Chunked());

        Reply reply = await harness.GetAsync(Digits);

        Assert.Equal(("0123456789", null, "chunked"), (reply.Text, reply.Header("Content-Length"), reply.Header("Transfer-Encoding")));
    }

    [Fact]
    public async Task WithContentLength_TooLarge_TruncatesTheBody()
    {
        await using Harness harness = await StartWithDigitsAsync();
        harness.Backend.Faults.Sequence(Fault.Pass.WithContentLength(50).Times(2));

        string answer = await RawConnection.GetAsync(harness.Backend.Endpoint, Digits);

        Assert.Contains("\r\nContent-Length: 50\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n0123456789", answer, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => harness.GetAsync(Digits));
    }

    [Fact]
    public async Task WithContentLength_TooSmall_SendsBytesThatNobodyAwaits()
    {
        await using Harness harness = await StartWithDigitsAsync();
        harness.Backend.Faults.Sequence(Fault.Pass.WithContentLength(4).Times(2));

        string answer = await RawConnection.GetAsync(harness.Backend.Endpoint, Digits);
        Reply reply = await harness.GetAsync(Digits);
        Reply next = await harness.GetAsync(Digits);

        Assert.EndsWith("\r\n\r\n0123456789", answer, StringComparison.Ordinal);
        Assert.Equal(("0123", "0123456789"), (reply.Text, next.Text));
    }

    [Fact]
    public async Task WithBody_Oversized_IsSentWhole()
    {
        await using Harness harness = await StartWithDigitsAsync();
        harness.Backend.Faults.Sequence(Fault.Status(200).WithBody(new byte[12_345_678]));

        Assert.Equal(12_345_678, (await harness.GetAsync(Digits)).Bytes.Length);
    }

    [Fact]
    public async Task Drip_Body_ComesPieceByPiece()
    {
        var time = new FakeTimeProvider();
        await using Harness harness = await StartWithDigitsAsync(time);
        harness.Backend.Faults.Sequence(Fault.Pass.Drip(4, TimeSpan.FromSeconds(10)));
        using var client = new HttpClient();

        using HttpResponseMessage response = await client.GetAsync(harness.Raw(Digits), HttpCompletionOption.ResponseHeadersRead, Harness.Cancellation);
        await using Stream body = await response.Content.ReadAsStreamAsync(Harness.Cancellation);
        byte[] first = new byte[4];
        await body.ReadExactlyAsync(first, Harness.Cancellation);
        byte[] others = new byte[6];
        Task rest = body.ReadExactlyAsync(others, Harness.Cancellation).AsTask();
        Assert.False(rest.IsCompleted);
        await FakeClock.AdvanceUntilAsync(time, rest, TimeSpan.FromSeconds(1));

        Assert.Equal(10, response.Content.Headers.ContentLength);
        Assert.Equal(("0123", "456789"), (Encoding.ASCII.GetString(first), Encoding.ASCII.GetString(others)));
        Assert.True(time.GetUtcNow() - time.Start >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Drip_CallerLeaves_StopsAndServesOthers()
    {
        var time = new FakeTimeProvider();
        await using Harness harness = await StartWithDigitsAsync(time);
        harness.Backend.Faults.Sequence(Fault.Pass.Drip(1, TimeSpan.FromDays(1)));
        using (var client = new HttpClient())
        {
            using HttpResponseMessage response = await client.GetAsync(harness.Raw(Digits), HttpCompletionOption.ResponseHeadersRead, Harness.Cancellation);
        }

        Assert.Equal("0123456789", (await harness.GetAsync(Digits)).Text);
    }

    private static async Task<string> ExchangeUntilCutAsync(Harness harness, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, harness.Backend.Endpoint.Port, Harness.Cancellation);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Harness.Cancellation);
        return await ReadUntilCutAsync(stream);
    }

    // A cut may come as a reset or as an end, whichever the operating system makes of it.
    private static async Task<string> ReadUntilCutAsync(NetworkStream stream)
    {
        var received = new MemoryStream();
        try
        {
            await stream.CopyToAsync(received, Harness.Cancellation);
        }
        catch (IOException)
        {
        }

        return Encoding.UTF8.GetString(received.ToArray());
    }
}
