using Amplify.Signing.Keys;

namespace Amplify.Signing.Tests.Keys;

public sealed class DerivedKeyCacheTests
{
    private readonly DerivedKeyCache _cache = new(capacity: 4);

    [Fact]
    public void Get_SameDayScopeAndKey_KeepsOne()
    {
        DerivedKey first = _cache.Get(Samples.Time, Samples.Scope, Samples.LongLived);
        DerivedKey other = _cache.Get(Samples.Time, Samples.Scope, Samples.Temporary);

        Assert.Same(first, _cache.Get(Samples.Time.AddHours(1), Samples.Scope, Samples.LongLived));
        Assert.Same(other, _cache.Get(Samples.Time, Samples.Scope, Samples.Temporary));
    }

    [Fact]
    public void Get_AnotherDayRegionServiceOrSecret_DerivesAnother()
    {
        DerivedKey first = _cache.Get(Samples.Time, Samples.Scope, Samples.LongLived);

        Assert.NotSame(first, _cache.Get(Samples.Time.AddDays(1), Samples.Scope, Samples.LongLived));
        Assert.NotSame(first, _cache.Get(Samples.Time, Samples.Scope with { Region = "eu-west-1" }, Samples.LongLived));
        Assert.NotSame(first, _cache.Get(Samples.Time, Samples.Scope with { Service = "appsync" }, Samples.LongLived));
        Assert.NotSame(first, _cache.Get(Samples.Time, Samples.Scope, new AwsCredentials("AKIDEXAMPLE", "another secret".Replace(' ', '-'))));
    }

    [Fact]
    public void Get_MoreThanItsCapacity_StaysBounded()
    {
        for (int day = 0; day < 100; day++)
        {
            _cache.Get(Samples.Time.AddDays(day), Samples.Scope, Samples.LongLived);
        }

        Assert.InRange(_cache.Count, 1, 4);
    }

    [Fact]
    public void ToString_DerivedKeyId_HidesTheSecret() =>
        Assert.DoesNotContain(Samples.Secret, DerivedKeyId.For(Samples.Time, Samples.Scope, Samples.LongLived).ToString(), StringComparison.Ordinal);
}
