using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

/// <summary>How long a refusal takes must not tell whether there is such a user.</summary>
public sealed class SignInTimingTests
{
    private const int Attempts = 200;
    private const int Rounds = 5;
    private const double Tolerance = 0.05;

    [Fact]
    public async Task SignIn_WrongPasswordAndUnknownUser_TakeAsLong()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        List<double> ratios = [];

        // What else the machine does can only drive the medians apart: a difference of the pool's own would be there in each round.
        for (int round = 0; round < Rounds && !ratios.Exists(static ratio => double.Abs(ratio - 1) <= Tolerance); round++)
        {
            ratios.Add(await CompareAsync(harness));
        }

        Assert.True(double.Abs(ratios[^1] - 1) <= Tolerance, $"known : unknown = {string.Join(", ", ratios)}");
    }

    private static async Task<double> CompareAsync(PoolHarness harness)
    {
        double[] known = new double[Attempts];
        double[] unknown = new double[Attempts];
        for (int i = 0; i < Attempts; i++)
        {
            known[i] = await TimeAsync(harness, "jane");
            unknown[i] = await TimeAsync(harness, "john");
        }

        return Median(known) / Median(unknown);
    }

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

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(Attempts / 2) - 1] + values[Attempts / 2]) / 2;
    }
}
