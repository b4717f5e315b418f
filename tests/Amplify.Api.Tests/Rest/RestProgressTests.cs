using System.Net;
using Amplify.Testing;

namespace Amplify.Api.Tests.Rest;

public sealed class RestProgressTests
{
    private const int Length = 1_000_000;

    public static TheoryData<object> Bodies =>
    [
        new byte[Length],
        new ReadOnlyMemory<byte>(new byte[Length]),
        new PatternStream(Length, canSeek: true),
        new PatternStream(Length, canSeek: false),
    ];

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task Upload_SignedBody_IsReportedOnceFromZeroInSteps(object body)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        var reports = new Reports();

        await server.Client().Create().PostAsync("MyApi", "/", body, new() { UploadProgress = reports }, TestContext.Current.CancellationToken);

        server.Only.AssertSigned();
        Assert.Equal("application/octet-stream", server.Only["Content-Type"]);
        Assert.Equal(0, reports.Values[0]);
        Assert.Equal(Length, reports.Values[^1]);
        Assert.True(reports.Values.Count > 5, "Reported in one step.");
        Assert.Equal(reports.Values.Distinct().Order(), reports.Values);
    }

    [Fact]
    public async Task Upload_SentAgain_BeginsAgainAtZero()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        RestFixture client = server.Client();
        client.Handlers.Add(new Again());
        var reports = new Reports();

        await client.Create().PostAsync("MyApi", "/", new byte[10], new() { UploadProgress = reports }, TestContext.Current.CancellationToken);

        Assert.Equal([0, 10, 0, 10], reports.Values);
        Assert.All(server.Requests, request => request.AssertSigned());
    }

    [Fact]
    public async Task Upload_NoBody_ReportsNothing()
    {
        var reports = new Reports();

        await new RestFixture().SentAsync(HttpMethod.Post, options: new() { UploadProgress = reports });

        Assert.Empty(reports.Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Download_IsReportedUpToTheEnd(bool streaming)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => context.Response.Body.WriteAsync(new byte[Length]).AsTask());
        var reports = new Reports();
        using var target = new MemoryStream();

        using RestResponse response = await server.Client().Create().SendAsync(
            HttpMethod.Get, "MyApi", "/", options: new() { DownloadProgress = reports, Streaming = streaming }, cancellationToken: TestContext.Current.CancellationToken);
        await response.CopyToAsync(target, TestContext.Current.CancellationToken);

        Assert.Equal(Length, target.Length);
        Assert.Equal(Length, reports.Values[^1]);
        Assert.True(reports.Values.Count > 1, "Reported in one step.");
        Assert.Equal(reports.Values.Distinct().Order(), reports.Values);
    }

    [Fact]
    public async Task Download_EmptyBody_ReportsNothing()
    {
        var reports = new Reports();

        await new RestFixture(StubHandler.Answering(HttpStatusCode.OK)).SentAsync(options: new() { DownloadProgress = reports });

        Assert.Empty(reports.Values);
    }

    private sealed class Reports : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }

    private sealed class Again : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
