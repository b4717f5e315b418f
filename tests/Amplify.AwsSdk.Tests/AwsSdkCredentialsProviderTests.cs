using Amazon.Runtime;
using Amplify.Signing;

namespace Amplify.AwsSdk.Tests;

public sealed class AwsSdkCredentialsProviderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_BasicCredentials_AreLongLived()
    {
        AwsCredentials credentials = await new BasicAWSCredentials("AKID", "secret").ToAmplifyProvider().GetCredentialsAsync(Token);

        Assert.Equal(("AKID", "secret"), (credentials.AccessKeyId, credentials.SecretAccessKey));
        Assert.Null(credentials.SessionToken);
        Assert.Null(credentials.Expiration);
    }

    [Fact]
    public async Task Get_SessionCredentials_HaveTheirToken() => Assert.Equal(
        "token", (await new SessionAWSCredentials("ASIA", "secret", "token").ToAmplifyProvider().GetCredentialsAsync(Token)).SessionToken);

    [Fact]
    public async Task Get_Again_AsksTheSdkAgain()
    {
        var sdk = new RotatingCredentials();
        AwsSdkCredentialsProvider provider = sdk.ToAmplifyProvider();

        AwsCredentials first = await provider.GetCredentialsAsync(Token);
        AwsCredentials second = await provider.GetCredentialsAsync(Token);

        Assert.Equal(("ASIA1", "ASIA2"), (first.AccessKeyId, second.AccessKeyId));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 2, TimeSpan.Zero), second.Expiration);
    }

    [Fact]
    public async Task Get_Cancelled_StopsWaiting()
    {
        var sdk = new RotatingCredentials { Gate = new TaskCompletionSource().Task };
        using var cancellation = new CancellationTokenSource();

        Task<AwsCredentials> waiting = sdk.ToAmplifyProvider().GetCredentialsAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sdk.ToAmplifyProvider().GetCredentialsAsync(cancellation.Token).AsTask());
    }

    [Fact]
    public async Task Get_SdkFails_ItsErrorComes()
    {
        var sdk = new RotatingCredentials { Gate = Task.FromException(new AmazonClientException("no profile")) };

        Assert.Equal("no profile", (await Assert.ThrowsAsync<AmazonClientException>(() => sdk.ToAmplifyProvider().GetCredentialsAsync(Token).AsTask())).Message);
    }

    [Fact]
    public async Task Get_Anonymous_TellsHowToSendUnsigned() => Assert.Contains(
        "AuthMode",
        (await Assert.ThrowsAsync<NotSupportedException>(() => new AnonymousAWSCredentials().ToAmplifyProvider().GetCredentialsAsync(Token).AsTask())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Create_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => new AwsSdkCredentialsProvider(null!));

    private sealed class RotatingCredentials : AWSCredentials
    {
        private int _calls;

        public Task Gate { get; init; } = Task.CompletedTask;

        public override ImmutableCredentials GetCredentials() => throw new NotSupportedException();

        public override async Task<ImmutableCredentials> GetCredentialsAsync()
        {
            await Gate;
            _calls++;
            Expiration = new DateTime(2026, 1, 2, 3, 4, _calls, DateTimeKind.Utc);
            return new ImmutableCredentials($"ASIA{_calls}", "secret", "token");
        }
    }
}
