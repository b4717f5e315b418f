namespace Amplify.Signing.Tests.Verification;

public sealed class SigV4VerifierTests
{
    private static readonly AwsCredentials Expired = new("ASIAEXPIRED", Samples.Secret, Samples.Token, Samples.Time.AddMinutes(-1));

    private readonly SigV4Verifier _verifier = new(static id => id switch
    {
        "AKIDEXAMPLE" => Samples.LongLived,
        "ASIAEXAMPLE" => Samples.Temporary,
        "ASIAEXPIRED" => Expired,
        _ => null,
    });

    [Fact]
    public void Verify_SignedRequest_NamesTheCredentials()
    {
        SigV4Verification verification = Verify(Samples.Signed(Samples.Get(), Samples.Temporary));

        Assert.True(verification.IsValid);
        Assert.Same(Samples.Temporary, verification.Credentials);
        Assert.Equal("ASIAEXAMPLE", verification.AccessKeyId);
        Assert.Equal(Samples.Scope, verification.Scope);
        Assert.Equal(Samples.Time, verification.RequestTime);
    }

    [Fact]
    public void Verify_Unsigned_MissingAuthentication() =>
        Assert.Equal(SigV4Refusal.MissingAuthentication, Verify(Samples.Get()).Refusal);

    [Theory]
    [InlineData("Bearer eyJhbGciOi", "Bearer")]
    [InlineData("AWS4-HMAC-SHA256 Credential", "Credential")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a, =b", "=b")]
    public void Verify_NotKeyValue_TellsThePart(string authorization, string part)
    {
        SigV4Verification verification = Verify(Samples.Get("/", new("Authorization", authorization), new("X-Amz-Date", "20260203T040506Z")));

        Assert.Equal(SigV4Refusal.IncompleteSignature, verification.Refusal);
        Assert.Equal(part, verification.MalformedPart);
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=a", "20260203T040506Z", "Signature,SignedHeaders")]
    [InlineData("AWS4-HMAC-SHA256 Signature=a,SignedHeaders=host", "20260203T040506Z", "Credential")]
    [InlineData("AWS4-HMAC-SHA256 ", "", "Credential,Signature,SignedHeaders,X-Amz-Date")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a,Signature=b,SignedHeaders=host", "yesterday", "X-Amz-Date")]
    public void Verify_PartsMissing_ListsThemInOrder(string authorization, string date, string missing)
    {
        SigV4Verification verification = Verify(Samples.Get("/", new("Authorization", authorization), new("X-Amz-Date", date)));

        Assert.Equal(SigV4Refusal.IncompleteSignature, verification.Refusal);
        Assert.Equal(missing, string.Join(',', verification.MissingParameters));
    }

    [Fact]
    public void Verify_CredentialOfThreeParts_Incomplete() => Assert.Equal(
        SigV4Refusal.IncompleteSignature,
        Verify(Samples.Get("/", new("Authorization", "AWS4-HMAC-SHA256 Credential=a/b/c,Signature=b,SignedHeaders=host"), new("X-Amz-Date", "20260203T040506Z"))).Refusal);

    [Fact]
    public void Verify_UnknownKey_Refused() => Assert.Equal(
        SigV4Refusal.UnknownAccessKey, Verify(Samples.Signed(Samples.Get(), new AwsCredentials("AKIDOTHER", Samples.Secret))).Refusal);

    [Fact]
    public void Verify_WrongSecret_MismatchShowsWhatTheServerSaw()
    {
        SigV4Verification verification = Verify(Samples.Signed(Samples.Get(), new AwsCredentials("AKIDEXAMPLE", "wrong")));

        Assert.Equal(SigV4Refusal.SignatureMismatch, verification.Refusal);
        Assert.StartsWith("GET\n/prod/items\norder=byPrice\nhost:api.example.com\n", verification.CanonicalRequest, StringComparison.Ordinal);
        Assert.StartsWith("AWS4-HMAC-SHA256\n20260203T040506Z\n20260203/us-east-1/execute-api/aws4_request\n", verification.StringToSign, StringComparison.Ordinal);
        Assert.Null(verification.Credentials);
    }

    [Theory]
    [InlineData("X-Amz-Security-Token", "another token")]
    [InlineData("X-Amz-Security-Token", "")]
    public void Verify_WrongToken_Refused(string name, string value)
    {
        SigV4Request signed = Samples.Signed(Samples.Get(), Samples.Temporary);
        SigV4Request changed = new("GET", signed.Target, [.. signed.Headers.Select(h => h.Key == name ? new(name, value) : h)]);

        Assert.Equal(SigV4Refusal.InvalidSessionToken, Verify(changed).Refusal);
    }

    [Fact]
    public void Verify_TokenWithLongLivedKey_Refused()
    {
        SigV4Request signed = Samples.Signed(Samples.Get(), new AwsCredentials("AKIDEXAMPLE", Samples.Secret, "token"));

        Assert.Equal(SigV4Refusal.InvalidSessionToken, Verify(signed).Refusal);
    }

    [Fact]
    public void Verify_TokenSentButNotSigned_Accepted() =>
        Assert.True(Verify(Samples.Signed(Samples.Get(), Samples.Temporary, options: new SigV4Options { SignSessionToken = false })).IsValid);

    [Fact]
    public void Verify_ExpiredCredentials_Refused() =>
        Assert.Equal(SigV4Refusal.ExpiredCredentials, Verify(Samples.Signed(Samples.Get(), Expired)).Refusal);

    [Theory]
    [InlineData(-301, SigV4Refusal.SignatureExpired)]
    [InlineData(-300, SigV4Refusal.None)]
    [InlineData(300, SigV4Refusal.None)]
    [InlineData(301, SigV4Refusal.SignatureNotYetCurrent)]
    public void Verify_ClockOff_FiveMinutesAreAllowed(int seconds, SigV4Refusal expected) =>
        Assert.Equal(expected, Verify(Samples.Signed(Samples.Get(), time: Samples.Time.AddSeconds(seconds))).Refusal);

    [Theory]
    [InlineData("eu-west-1", "execute-api", SigV4ScopeFaults.Region)]
    [InlineData("us-east-1", "appsync", SigV4ScopeFaults.Service)]
    [InlineData("eu-west-1", "appsync", SigV4ScopeFaults.Region | SigV4ScopeFaults.Service)]
    public void Verify_OtherScope_TellsEveryFault(string region, string service, SigV4ScopeFaults faults)
    {
        SigV4Verification verification = Verify(Samples.Signed(Samples.Get(), scope: new SigV4Scope(region, service)));

        Assert.Equal(SigV4Refusal.CredentialScope, verification.Refusal);
        Assert.Equal(faults, verification.ScopeFaults);
    }

    [Theory]
    [InlineData("/20260203/", "/20260202/", SigV4ScopeFaults.Date)]
    [InlineData("/20260203/", "/2026/", SigV4ScopeFaults.Date)]
    [InlineData("/aws4_request", "/aws5_request", SigV4ScopeFaults.Terminator)]
    public void Verify_TamperedScope_TellsThePart(string from, string to, SigV4ScopeFaults faults)
    {
        SigV4Request signed = Samples.Signed(Samples.Get());
        SigV4Request changed = new("GET", signed.Target, [.. signed.Headers.Select(h => new KeyValuePair<string, string>(h.Key, h.Value.Replace(from, to, StringComparison.Ordinal)))]);

        Assert.Equal(faults, Verify(changed).ScopeFaults);
    }

    [Theory]
    [InlineData("/prod/item?order=byPrice")]
    [InlineData("/prod/items?order=byName")]
    [InlineData("/prod/items?order=byPrice&x=")]
    [InlineData("/prod/items")]
    [InlineData("/prod/%69tems?order=byPrice")]
    public void Verify_ChangedTarget_Mismatch(string target)
    {
        SigV4Request signed = Samples.Signed(Samples.Get());

        Assert.Equal(SigV4Refusal.SignatureMismatch, Verify(new SigV4Request("GET", target, signed.Headers)).Refusal);
    }

    [Fact]
    public void Verify_ChangedMethodBodyOrHeader_Mismatch()
    {
        SigV4Request signed = Samples.Signed(Samples.Get("/", new KeyValuePair<string, string>("X-A", "1")));

        Assert.Equal(SigV4Refusal.SignatureMismatch, Verify(new SigV4Request("POST", "/", signed.Headers)).Refusal);
        Assert.Equal(SigV4Refusal.SignatureMismatch, Verify(new SigV4Request("GET", "/", signed.Headers, SigV4PayloadHash.Of("x"u8))).Refusal);
        Assert.Equal(
            SigV4Refusal.SignatureMismatch,
            Verify(new SigV4Request("GET", "/", [.. signed.Headers.Select(h => h.Key == "X-A" ? new("X-A", "2") : h)])).Refusal);
    }

    [Fact]
    public void Verify_SameTargetWrittenOtherwise_Accepted()
    {
        SigV4Request signed = Samples.Signed(Samples.Get("/?b=%7e&a=x+y"));

        Assert.True(Verify(new SigV4Request("GET", "/?a=x%20y&b=~", signed.Headers)).IsValid);
    }

    [Theory]
    [InlineData("x-amz-date", SigV4Refusal.SignedHeaders)]
    [InlineData("host;x-absent;x-amz-date", SigV4Refusal.SignedHeaders)]
    [InlineData("host;;x-amz-date", SigV4Refusal.SignedHeaders)]
    [InlineData("", SigV4Refusal.IncompleteSignature)]
    public void Verify_SignedHeadersNotSent_Refused(string names, SigV4Refusal expected)
    {
        SigV4Request signed = Samples.Signed(Samples.Get());
        SigV4Request changed = new("GET", signed.Target, [.. signed.Headers.Select(h => new KeyValuePair<string, string>(h.Key, h.Value.Replace("SignedHeaders=host;x-amz-date", $"SignedHeaders={names}", StringComparison.Ordinal)))]);

        Assert.Equal(expected, Verify(changed).Refusal);
    }

    [Fact]
    public void Verify_ContentHashOfAnotherBody_Refused()
    {
        SigV4Request request = new("PUT", "/", [new("Host", "h")], SigV4PayloadHash.Of("a"u8));
        SigV4Request signed = Samples.Signed(request, options: new SigV4Options { IncludePayloadHash = true });

        Assert.True(Verify(signed).IsValid);
        Assert.Equal(SigV4Refusal.PayloadHash, Verify(new SigV4Request("PUT", "/", signed.Headers, SigV4PayloadHash.Of("b"u8))).Refusal);
    }

    [Theory]
    [InlineData(false, SigV4Refusal.PayloadHash)]
    [InlineData(true, SigV4Refusal.None)]
    public void Verify_UnsignedPayload_OnlyWhereAllowed(bool allowed, SigV4Refusal expected)
    {
        SigV4Verifier verifier = new(static _ => Samples.LongLived, new SigV4VerifierOptions { AllowUnsignedPayload = allowed });
        SigV4Request signed = Samples.Signed(Samples.Get(), options: new SigV4Options { UnsignedPayload = true });

        Assert.Equal(expected, verifier.Verify(new SigV4Request("GET", signed.Target, signed.Headers, SigV4PayloadHash.Of("any"u8)), Samples.Scope, Samples.Time).Refusal);
    }

    [Theory]
    [InlineData("Tue, 03 Feb 2026 04:05:06 GMT")]
    [InlineData("20260203T040506Z")]
    public void Verify_DateHeaderInsteadOfAmzDate_Read(string date)
    {
        SigV4Request signed = Samples.Signed(Samples.Get());
        SigV4Request dated = new("GET", signed.Target, [.. signed.Headers.Where(static h => h.Key != "X-Amz-Date"), new("Date", date)]);

        // The signature covers X-Amz-Date, so what shows that the date was read is how far the check got.
        Assert.Equal(SigV4Refusal.SignedHeaders, Verify(dated).Refusal);
    }

    [Fact]
    public void Verify_Presigned_ValidUntilItExpires()
    {
        SigV4Signature presigned = new SigV4Signer().Presign(Samples.Get(), Samples.Temporary, Samples.Scope, Samples.Time, TimeSpan.FromMinutes(10));
        SigV4Request request = Samples.Get(presigned.Target);

        Assert.Equal(SigV4Refusal.None, _verifier.Verify(request, Samples.Scope, Samples.Time.AddMinutes(10)).Refusal);
        Assert.Equal(SigV4Refusal.SignatureExpired, _verifier.Verify(request, Samples.Scope, Samples.Time.AddMinutes(10).AddSeconds(1)).Refusal);
    }

    [Theory]
    [InlineData("X-Amz-Expires=600", "X-Amz-Expires=601", SigV4Refusal.SignatureMismatch)]
    [InlineData("X-Amz-Expires=600", "X-Amz-Expires=604801", SigV4Refusal.IncompleteSignature)]
    [InlineData("X-Amz-Expires=600", "X-Amz-Expires=-1", SigV4Refusal.IncompleteSignature)]
    [InlineData("X-Amz-Expires=600", "X-Amz-Expires=", SigV4Refusal.IncompleteSignature)]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256", SigV4Refusal.IncompleteSignature)]
    [InlineData("order=byPrice", "order=byName", SigV4Refusal.SignatureMismatch)]
    [InlineData("X-Amz-Credential=", "X-Amz-Other=", SigV4Refusal.IncompleteSignature)]
    public void Verify_TamperedPresigned_Refused(string from, string to, SigV4Refusal expected)
    {
        SigV4Signature presigned = new SigV4Signer().Presign(Samples.Get(), Samples.LongLived, Samples.Scope, Samples.Time, TimeSpan.FromMinutes(10));

        Assert.Equal(expected, Verify(Samples.Get(presigned.Target.Replace(from, to, StringComparison.Ordinal))).Refusal);
    }

    [Fact]
    public void Verify_NoRefusal_HoldsTheSecret()
    {
        SigV4Request request = Samples.Signed(Samples.Get(), new AwsCredentials("AKIDEXAMPLE", "wrong"));
        SigV4Verification verification = Verify(request);

        Assert.DoesNotContain(Samples.Secret, $"{verification}{verification.Message}{verification.CanonicalRequest}{verification.StringToSign}", StringComparison.Ordinal);
    }

    private SigV4Verification Verify(SigV4Request request) => _verifier.Verify(request, Samples.Scope, Samples.Time);
}
