using System.Net;
using Amplify.Core.Http;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Core.Tests.Http;

public sealed class ClockSkewTests
{
    private static readonly DateTimeOffset SignedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("Signature expired: 20260102T030405Z is now earlier than 20260102T031405Z (20260102T031905Z - 5 min.)", 15)]
    [InlineData("Signature expired: 20260102T030405Z is now earlier than 20260102T031405Z", 15)]
    [InlineData("Signature not yet current: 20260102T030405Z is still later than 20260102T025405Z (20260102T024905Z + 5 min.)", -15)]
    [InlineData("Signature not yet current: 20260102T030405Z is still later than 20260102T025405Z", -15)]
    public void Message_TellsTheServersTime_WhateverTheDateHeader(string message, int minutes)
    {
        var refusal = new Refusal(HttpStatusCode.Forbidden, ErrorType: null, message, SignedAt);

        Assert.Equal(SignedAt.AddMinutes(minutes), ClockSkew.ServerTimeOf(refusal, SignedAt));
    }

    [Theory]
    [InlineData("Signature expired: ")]
    [InlineData("Signature expired: x is now earlier than y (z - 5 min.)")]
    [InlineData("Signature expired: 20260102T030405Z is now earlier than 20261402T031405Z (2026")]
    [InlineData("The request signature we calculated does not match")]
    [InlineData("")]
    [InlineData(null)]
    public void Message_ThatDoesNotTell_IsNothing(string? message) =>
        Assert.Null(ClockSkew.ServerTimeOf(new Refusal(HttpStatusCode.Forbidden, "InvalidSignatureException", message, SignedAt.AddMinutes(4.9)), SignedAt));

    [Theory]
    [InlineData("InvalidSignatureException", 5, true)]
    [InlineData("InvalidSignatureException", -5, true)]
    [InlineData("InvalidSignatureException", 4.99, false)]
    [InlineData("SignatureDoesNotMatch", 10, true)]
    [InlineData("RequestTimeTooSkewed", 10, true)]
    [InlineData("RequestExpired", -10, true)]
    [InlineData(null, 10, true)]
    [InlineData("AccessDeniedException", 10, false)]
    [InlineData("MissingAuthenticationTokenException", 10, false)]
    public void Date_CountsWhenTheSignatureIsWhatWasRefused(string? type, double minutes, bool counts)
    {
        DateTimeOffset date = SignedAt.AddMinutes(minutes);

        Assert.Equal(counts ? date : null, ClockSkew.ServerTimeOf(new Refusal(HttpStatusCode.Forbidden, type, "x", date), SignedAt));
    }

    [Fact]
    public void Offset_IsOfOneHostAndPort()
    {
        var time = new FakeTimeProvider(SignedAt);
        var clock = new ServerClock(time);
        var address = new Uri("http://127.0.0.1:5001/a");

        clock.Learn(address, SignedAt.AddMinutes(10));
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(SignedAt.AddMinutes(11), clock.GetUtcNow(new Uri("http://127.0.0.1:5001/b")));
        Assert.Equal(SignedAt.AddMinutes(1), clock.GetUtcNow(new Uri("http://127.0.0.1:5002/a")));
        clock.Learn(address, SignedAt.AddMinutes(1));
        Assert.Equal(TimeSpan.Zero, clock.OffsetOf(address));
    }
}
