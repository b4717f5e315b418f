using Amplify.Local.Tests.Support;
using Amplify.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.Requests;

public sealed class LocalRequestsTests
{
    [Fact]
    public async Task Snapshot_Call_TellsWhoDidWhatAndHowItEnded()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero));
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { TimeProvider = time });
        (string identityId, AwsCredentials guest) = await harness.GuestAsync();

        Reply reply = await harness.SendSignedAsync("PUT", "/MyCloudApi/prod/items?a%20b=1", """{"id":"1"}""", guest);

        Assert.Equal(["cognito-identity", "cognito-identity", "MyCloudApi"], harness.Backend.Requests.Snapshot().Select(request => request.Api));
        LoggedRequest request = harness.Backend.Requests.Snapshot()[2];
        Assert.Equal(
            new LoggedRequest
            {
                Number = 3,
                Time = time.GetUtcNow(),
                Api = "MyCloudApi",
                Method = "PUT",
                Path = "/MyCloudApi/prod/items",
                StatusCode = 201,
                IdentityId = identityId,
                RequestId = reply.Header("x-amzn-RequestId")!,
                Duration = TimeSpan.Zero,
                IsFaulty = false,
            },
            request);
        Assert.Equal($"04:05:06.789 PUT /MyCloudApi/prod/items 201 0.0 ms {identityId}", request.ToString());
    }

    [Fact]
    public async Task Snapshot_Refusals_TellTheErrorType()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(new FaultFilter { Api = "MyPublicApi" }, Fault.Status(503), Fault.CutBeforeAnswer);

        await harness.GetAsync("/MyCloudApi/prod/a%2Fb");
        await harness.GetAsync("/Nowhere/x");
        await harness.CognitoAsync("GetId", "{}");
        await harness.InvokeAsync("nothing", "{}");
        await harness.GetAsync("/MyPublicApi/prod/x");
        await Assert.ThrowsAsync<HttpRequestException>(() => harness.SendAsync(harness.Request("POST", "/MyPublicApi/prod/x", "{}")));

        IReadOnlyList<LoggedRequest> requests = harness.Backend.Requests.Snapshot();
        Assert.Equal(
            [
                ("MyCloudApi", "/MyCloudApi/prod/a%2Fb", 403, "MissingAuthenticationTokenException", false),
                ("", "/Nowhere/x", 403, "ForbiddenException", false),
                ("cognito-identity", "/cognito-identity", 400, "InvalidParameterException", false),
                ("lambda", "/2015-03-31/functions/nothing/invocations", 404, "ResourceNotFoundException", false),
                ("MyPublicApi", "/MyPublicApi/prod/x", 503, "ServiceUnavailableException", true),
                ("MyPublicApi", "/MyPublicApi/prod/x", (int?)null, (string?)null, true),
            ],
            requests.Select(request => (request.Api, request.Path, request.StatusCode, request.ErrorType, request.IsFaulty)));
        Assert.EndsWith(" ms (fault)", requests[4].ToString(), StringComparison.Ordinal);
        Assert.Contains(" POST /MyPublicApi/prod/x cut ", requests[5].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_BeyondTheCapacity_KeepsTheLast()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { RequestLogCapacity = 3 });
        for (int i = 1; i <= 5; i++)
        {
            await harness.GetAsync($"/MyPublicApi/prod/{i}");
        }

        Assert.Equal([(3, "/MyPublicApi/prod/3"), (4, "/MyPublicApi/prod/4"), (5, "/MyPublicApi/prod/5")], harness.Backend.Requests.Snapshot().Select(request => (request.Number, request.Path)));
        Assert.Equal(5, harness.Backend.Requests.Total);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalBackendOptions { RequestLogCapacity = 0 });
    }

    [Fact]
    public async Task Snapshot_ManyAtOnce_HasEachOnceAndInOrder()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => harness.GetAsync($"/MyPublicApi/prod/{i}")));

        IReadOnlyList<LoggedRequest> requests = harness.Backend.Requests.Snapshot();
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), requests.Select(request => request.Number));
        Assert.Equal(replies.Select(reply => reply.Header("x-amzn-RequestId")).Order(), requests.Select(request => request.RequestId).Order());
    }

    [Fact]
    public async Task WaitFor_RequestToCome_CompletesWithItsAnswer()
    {
        await using Harness harness = await Harness.StartAsync();
        LocalRequests requests = harness.Backend.Requests;
        await harness.GetAsync("/MyPublicApi/prod/1");
        Task<LoggedRequest> any = requests.WaitForAsync(cancellationToken: Harness.Cancellation);
        Task<LoggedRequest> other = requests.WaitForAsync(request => request.Path.EndsWith("/3", StringComparison.Ordinal), Harness.Cancellation);

        Assert.Equal("/MyPublicApi/prod/1", (await any).Path);
        await harness.GetAsync("/MyPublicApi/prod/2");
        Assert.False(other.IsCompleted);
        await harness.GetAsync("/MyPublicApi/prod/3");

        Assert.Equal(3, (await other).Number);
    }

    [Fact]
    public async Task WaitFor_Cancelled_Ends()
    {
        await using Harness harness = await Harness.StartAsync();
        using var cancellation = new CancellationTokenSource();
        Task waiting = harness.Backend.Requests.WaitForAsync(cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Follow_Requests_GivesThePastAndThenEachAsItComes()
    {
        await using Harness harness = await Harness.StartAsync();
        await harness.GetAsync("/MyPublicApi/prod/1");
        await using IAsyncEnumerator<LoggedRequest> follower =
            harness.Backend.Requests.FollowAsync(Harness.Cancellation).GetAsyncEnumerator(Harness.Cancellation);

        Assert.True(await follower.MoveNextAsync());
        Assert.Equal(1, follower.Current.Number);
        Task<bool> next = follower.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        await harness.GetAsync("/MyPublicApi/prod/2");
        await harness.GetAsync("/MyPublicApi/prod/3");

        Assert.True(await next);
        Assert.Equal(2, follower.Current.Number);
        Assert.True(await follower.MoveNextAsync());
        Assert.Equal(3, follower.Current.Number);
    }

    [Fact]
    public async Task Snapshot_CallerGivesUp_IsLoggedWithoutAStatus()
    {
        await using Harness harness = await Harness.StartAsync();
        using var client = new HttpClient();
        using var cancellation = new CancellationTokenSource();
        FaultScript script = harness.Backend.Faults.Sequence(Fault.Pass.Until(new TaskCompletionSource().Task));

        Task calling = client.GetAsync(harness.Raw("/MyPublicApi/prod/x"), cancellation.Token);
        await script.WaitForHitsAsync(1, Harness.Cancellation);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        Assert.Null((await harness.Backend.Requests.WaitForAsync(cancellationToken: Harness.Cancellation)).StatusCode);
    }

    [Fact]
    public async Task ToString_Secrets_AreNotInIt()
    {
        await using Harness harness = await Harness.StartAsync();
        AwsCredentials guest = (await harness.GuestAsync()).Credentials;
        HttpRequestMessage keyed = harness.Request("GET", "/MyKeyedApi/prod/x?token=private");
        keyed.Headers.Add("X-Api-Key", harness.Backend.ApiKeys["MyKeyedApi"]);
        await harness.SendAsync(keyed);
        await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items", credentials: guest);

        string all = string.Join('\n', harness.Backend.Requests.Snapshot());

        foreach (string secret in (string[])["private", harness.Backend.ApiKeys["MyKeyedApi"], guest.AccessKeyId, guest.SecretAccessKey, guest.SessionToken!])
        {
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        }
    }
}
