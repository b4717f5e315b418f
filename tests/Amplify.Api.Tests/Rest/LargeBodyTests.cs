using Amplify.Core.Http;

namespace Amplify.Api.Tests.Rest;

/// <summary>Runs alone: what is allocated is counted for the whole process.</summary>
[CollectionDefinition("Allocations", DisableParallelization = true)]
public sealed class AllocationsCollection;

[Collection("Allocations")]
public sealed class LargeBodyTests
{
    private const long Length = 100_000_000;

    [Fact]
    public async Task SeekableUpload_Of100Megabytes_IsSignedWithoutBeingBuffered()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        RestApi rest = server.Client().Create();
        await rest.PutAsync("MyApi", "/warm", new PatternStream(1_000_000, canSeek: true), cancellationToken: TestContext.Current.CancellationToken);

        long allocated = await AllocatedAsync(() =>
            rest.PutAsync("MyApi", "/large", new PatternStream(Length, canSeek: true), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(Length, server.Requests[^1].Length);
        server.Requests[^1].AssertSigned();
        Assert.InRange(allocated, 0, 16 * 1024 * 1024);
    }

    [Fact]
    public async Task StreamedDownload_Of100Megabytes_IsNotBuffered()
    {
        byte[] piece = new byte[1_000_000];
        await using VerifyingServer server = await VerifyingServer.StartAsync(async context =>
        {
            for (int i = 0; i < 100; i++)
            {
                await context.Response.Body.WriteAsync(piece);
            }
        });
        RestApi rest = server.Client(HttpTransport.Create()).Create();

        long allocated = await AllocatedAsync(async () =>
        {
            using RestResponse response = await rest.SendAsync(
                HttpMethod.Get, "MyApi", "/", options: new() { Streaming = true }, cancellationToken: TestContext.Current.CancellationToken);
            await response.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        });

        Assert.InRange(allocated, 0, 16 * 1024 * 1024);
    }

    private static async Task<long> AllocatedAsync(Func<Task> work)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
