using Amplify.Core.Http;

namespace Amplify.Core.Tests.Http;

public sealed class CallTimeoutTests
{
    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    [InlineData(1e9)]
    public void Checked_NoTimerCanWaitForIt_IsRefused(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CallTimeout.Checked(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Checked_InfiniteOrPositive_IsTaken()
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, CallTimeout.Checked(Timeout.InfiniteTimeSpan));
        Assert.Equal(TimeSpan.FromTicks(1), CallTimeout.Checked(TimeSpan.FromTicks(1)));
    }
}
