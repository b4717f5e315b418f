using System.Globalization;

namespace Amplify.Signing.Tests;

public sealed class SigV4SignerTests
{
    private readonly SigV4Signer _signer = new();

    [Fact]
    public void Sign_NoHost_SaysSo()
    {
        SigV4Request request = new("GET", "/", [new("X-A", "1")]);

        ArgumentException error = Assert.Throws<ArgumentException>(() => _signer.Sign(request, Samples.LongLived, Samples.Scope, Samples.Time));

        Assert.Contains("Host", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-A\nhost")]
    [InlineData("X A")]
    [InlineData("")]
    [InlineData("X-Ä")]
    public void Sign_HeaderNameThatIsNoToken_Refused(string name) =>
        Assert.Throws<ArgumentException>(() => _signer.Sign(Samples.Get("/", new KeyValuePair<string, string>(name, "1")), Samples.LongLived, Samples.Scope, Samples.Time));

    [Theory]
    [InlineData("GET\n/admin")]
    [InlineData("G ET")]
    [InlineData("")]
    public void Request_MethodThatIsNoToken_Refused(string method) => Assert.Throws<ArgumentException>(() => new SigV4Request(method, "/", []));

    [Theory]
    [InlineData("", "execute-api")]
    [InlineData("us-east-1", "")]
    [InlineData(null, null)]
    public void Sign_IncompleteScope_Refused(string? region, string? service) =>
        Assert.Throws<ArgumentException>(() => _signer.Sign(Samples.Get(), Samples.LongLived, new SigV4Scope(region!, service!), Samples.Time));

    [Fact]
    public void Sign_HeadersThatChangeOnTheWay_StayUnsigned()
    {
        SigV4Request request = Samples.Get(
            "/",
            new("User-Agent", "x"),
            new("connection", "close"),
            new("Expect", "100-continue"),
            new("transfer-encoding", "chunked"),
            new("X-Amzn-Trace-Id", "Root=1"),
            new("Authorization", "Bearer x"),
            new("Accept", "*/*"));

        Assert.Equal("accept;host;x-amz-date", _signer.Sign(request, Samples.LongLived, Samples.Scope, Samples.Time).SignedHeaders);
    }

    [Fact]
    public void Sign_SignedBefore_ReplacesItsOwnHeaders()
    {
        SigV4Request signed = Samples.Signed(Samples.Get(), Samples.Temporary);

        Assert.Equal(
            _signer.Sign(Samples.Get(), Samples.Temporary, Samples.Scope, Samples.Time.AddMinutes(1)).Signature,
            _signer.Sign(signed, Samples.Temporary, Samples.Scope, Samples.Time.AddMinutes(1)).Signature);
    }

    [Fact]
    public void Sign_S3_SendsTheContentHashAndEncodesThePathOnce()
    {
        SigV4Request request = Samples.Get("/a%20b//../c(1)%2d");

        SigV4Signature signature = _signer.Sign(
            request, Samples.LongLived, new SigV4Scope("us-east-1", "s3"), Samples.Time, new SigV4Options { CaptureCanonicalRequest = true });

        Assert.Contains(new KeyValuePair<string, string>("x-amz-content-sha256", SigV4PayloadHash.Empty), signature.Headers);
        Assert.Equal("/a%20b//../c%281%29-", signature.CanonicalRequest!.Split('\n')[1]);
    }

    [Fact]
    public void Sign_UnsignedPayload_SaysSoInAHeader()
    {
        SigV4Signature signature = _signer.Sign(
            Samples.Get(), Samples.LongLived, Samples.Scope, Samples.Time, new SigV4Options { UnsignedPayload = true, CaptureCanonicalRequest = true });

        Assert.Contains(new KeyValuePair<string, string>("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), signature.Headers);
        Assert.EndsWith("\nUNSIGNED-PAYLOAD", signature.CanonicalRequest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(604_801)]
    [InlineData(-1)]
    public void Presign_ExpiryOutsideOneSecondToSevenDays_Refused(int seconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => _signer.Presign(Samples.Get(), Samples.LongLived, Samples.Scope, Samples.Time, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Presign_Uri_VerifiesAsItIsSent()
    {
        Uri presigned = _signer.Presign(
            HttpMethod.Get, new Uri("https://abc.execute-api.us-east-1.amazonaws.com:8443/prod/a%20b?x=1%2B2"), Samples.Temporary, Samples.Scope, Samples.Time, TimeSpan.FromMinutes(5));
        SigV4Verifier verifier = new(static _ => Samples.Temporary);
        SigV4Request received = new("GET", presigned.PathAndQuery, [new("Host", presigned.Authority)]);

        Assert.Equal(SigV4Refusal.None, verifier.Verify(received, Samples.Scope, Samples.Time).Refusal);
        Assert.Equal("abc.execute-api.us-east-1.amazonaws.com:8443", presigned.Authority);
    }

    [Fact]
    public void Presign_S3_LeavesThePayloadUnsigned()
    {
        SigV4Signature signature = _signer.Presign(
            Samples.Get(), Samples.LongLived, new SigV4Scope("us-east-1", "s3"), Samples.Time, TimeSpan.FromMinutes(5), new SigV4Options { CaptureCanonicalRequest = true });

        Assert.EndsWith("\nUNSIGNED-PAYLOAD", signature.CanonicalRequest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void Sign_AnyCulture_SameHeaders(string culture)
    {
        IReadOnlyList<KeyValuePair<string, string>> expected = _signer.Sign(Samples.Get(), Samples.LongLived, Samples.Scope, Samples.Time).Headers;
        string presigned = _signer.Presign(Samples.Get(), Samples.LongLived, Samples.Scope, Samples.Time, TimeSpan.FromMinutes(5)).Target;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            SigV4Signer signer = new();

            Assert.Equal(expected, signer.Sign(Samples.Get(), Samples.LongLived, Samples.Scope, Samples.Time).Headers);
            Assert.Equal(presigned, signer.Presign(Samples.Get(), Samples.LongLived, Samples.Scope, Samples.Time, TimeSpan.FromMinutes(5)).Target);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Sign_ManyThreads_NoneDisturbsAnother()
    {
        string[] targets = [.. Enumerable.Range(0, 2000).Select(static i => $"/items/{i}?page={i % 7}")];
        string[] expected = [.. targets.Select(target => new SigV4Signer().Sign(Samples.Get(target), Samples.Temporary, Samples.Scope, Samples.Time).Signature)];
        string[] actual = new string[targets.Length];

        Parallel.For(0, targets.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
            actual[i] = _signer.Sign(Samples.Get(targets[i]), Samples.Temporary, Samples.Scope, Samples.Time).Signature);

        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("/a/b/..", "/a")]
    [InlineData("/a/b/../", "/a/")]
    [InlineData("/..", "/")]
    [InlineData("/../../a", "/a")]
    [InlineData("//a///b/", "/a/b/")]
    [InlineData("/./", "/")]
    [InlineData("/.hidden/..b", "/.hidden/..b")]
    [InlineData("a", "/a")]
    [InlineData("", "/")]
    [InlineData("/%2e%2e/a", "/%252e%252e/a")]
    [InlineData("/a%2Fb", "/a%252Fb")]
    [InlineData("/!$&'()*+,;=:@", "/%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40")]
    public void Sign_Path_HasItsCanonicalForm(string path, string expected)
    {
        SigV4Signature signature = _signer.Sign(
            Samples.Get(path), Samples.LongLived, Samples.Scope, Samples.Time, new SigV4Options { CaptureCanonicalRequest = true });

        Assert.Equal(expected, signature.CanonicalRequest!.Split('\n')[1]);
    }

    [Fact]
    public void Sign_ManyHeadersAndParameters_GrowsItsBuffers()
    {
        KeyValuePair<string, string>[] headers = [.. Enumerable.Range(0, 100).Select(static i => new KeyValuePair<string, string>($"X-H{i:D3}", new string('v', 100)))];
        string query = string.Join('&', Enumerable.Range(0, 100).Select(static i => $"p{i:D3}={new string('v', 50)}"));

        SigV4Signature signature = _signer.Sign(
            Samples.Get("/?" + query, [.. headers.Reverse()]), Samples.LongLived, Samples.Scope, Samples.Time, new SigV4Options { CaptureCanonicalRequest = true });

        string[] lines = signature.CanonicalRequest!.Split('\n');
        Assert.Equal(query, lines[2]);
        Assert.Equal("host:api.example.com", lines[3]);
        Assert.Equal($"x-h000:{new string('v', 100)}", lines[5]);
        Assert.Equal($"x-h099:{new string('v', 100)}", lines[104]);
    }
}
