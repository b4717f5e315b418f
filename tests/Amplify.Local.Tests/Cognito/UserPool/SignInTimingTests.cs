using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

/// <summary>How long a refusal takes must not tell whether there is such a user.</summary>
public sealed class SignInTimingTests
{
    private const int Attempts = 40;
    private const int Rounds = 25;
    private const double Tolerance = 0.05;

    [Fact]
    public async Task SignIn_WrongPasswordAndUnknownUser_TakeAsLong()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        double known = double.PositiveInfinity;
        double unknown = double.PositiveInfinity;

        // What else the machine does can only add to a time: the shortest ones come together, unless the pool itself makes a difference.
        for (int round = 0; round < Rounds && !IsAsLong(known, unknown); round++)
        {
            for (int i = 0; i < Attempts; i++)
            {
                known = Math.Min(known, await TimeAsync(harness, "jane"));
                unknown = Math.Min(unknown, await TimeAsync(harness, "john"));
            }
        }

        Assert.True(IsAsLong(known, unknown), $"known: {known} ms, unknown: {unknown} ms");
    }

    private static bool IsAsLong(double known, double unknown) => double.Abs((known / unknown) - 1) <= Tolerance;

    private static async Task<double> TimeAsync(PoolHarness harness, string username)
    {
        // Past every lock.
        harness.Time.Advance(TimeSpan.FromMinutes(16));
        string timestamp = SrpClient.Timestamp(harness.Time.GetUtcNow());
        long started = TimeProvider.System.GetTimestamp();
        Reply challenge = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", username), ("SRP_A", "ABCDEF"));
        Reply refusal = await harness.RespondAsync(
            "PASSWORD_VERIFIER",
            challenge.Session(),
            ("USERNAME", username),
            ("PASSWORD_CLAIM_SECRET_BLOCK", challenge.Parameter("SECRET_BLOCK")!),
            ("PASSWORD_CLAIM_SIGNATURE", "d3Jvbmc="),
            ("TIMESTAMP", timestamp));
        double time = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        refusal.ShouldBeNotAuthorized("Incorrect username or password.");
        return time;
    }
}
