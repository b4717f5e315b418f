using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Amplify.Local.Tests.Support;
using Amplify.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.ApiGateway;

public sealed class SignatureTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);

    private Task<Harness> StartAsync() => Harness.StartAsync(
        api => api.Map("ANY", "/{proxy+}", request => ProxyResponse.Text(request.Body ?? "")),
        new LocalBackendOptions { TimeProvider = _time });

    [Theory]
    [InlineData("GET", "/Api/prod/items?b=2&a=1&a=0", null)]
    [InlineData("POST", "/Api/prod/items", """{"name":"Zoë"}""")]
    [InlineData("GET", "/Api/prod/a%20b/c%2Fd/!'()*?q=x%20y&z=%C3%BC&e=", null)]
    [InlineData("PUT", "/Api/prod//x//y/", "text")]
    public async Task Send_Signed_ReachesTheHandler(string method, string target, string? body)
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.SendSignedAsync(method, target, body);

        Assert.Equal((200, body ?? ""), (reply.Code, reply.Text));
    }

    [Fact]
    public async Task Get_Unsigned_IsRefused()
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.GetAsync("/Api/prod/items");

        reply.ShouldBe(403, "MissingAuthenticationTokenException", """{"message":"Missing Authentication Token"}""");
    }

    [Fact]
    public async Task Get_WrongSecret_IsToldBothStringsThatWereExpected()
    {
        await using Harness harness = await StartAsync();
        var wrong = new AwsCredentials(harness.Backend.Credentials.AccessKeyId, "wrong-secret");
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/items?b=2&a=1");

        Reply reply = await harness.SendAsync(await harness.SignAsync(request, wrong));

        string host = harness.Backend.Endpoint.Authority;
        string canonical = $"GET\n/Api/prod/items\na=1&b=2\nhost:{host}\nx-amz-date:20260304T050607Z\n\nhost;x-amz-date\n{SigV4PayloadHash.Empty}";
        string toSign = $"AWS4-HMAC-SHA256\n20260304T050607Z\n20260304/us-east-1/execute-api/aws4_request\n{SigV4PayloadHash.Of(Encoding.UTF8.GetBytes(canonical))}";
        Assert.Equal((403, "InvalidSignatureException"), (reply.Code, reply.ErrorType));
        Assert.Equal(
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
            + $"Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'{canonical}'\n\n"
            + $"The String-to-Sign should have been\n'{toSign}'\n",
            reply.Message);
    }

    [Theory]
    [InlineData("/Api/prod/other?a=1", "body")]
    [InlineData("/Api/prod/items?a=2", "body")]
    [InlineData("/Api/prod/items", "body")]
    [InlineData("/Api/prod/items?a=1", "changed")]
    public async Task Post_PathQueryOrBodyChangedAfterSigning_IsRefused(string target, string body)
    {
        await using Harness harness = await StartAsync();
        HttpRequestMessage signed = await harness.SignAsync(harness.Request("POST", "/Api/prod/items?a=1", "body"));
        HttpRequestMessage sent = harness.Request("POST", target, body);
        foreach (KeyValuePair<string, IEnumerable<string>> header in signed.Headers)
        {
            sent.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        Reply reply = await harness.SendAsync(sent);

        Assert.Equal((403, "InvalidSignatureException"), (reply.Code, reply.ErrorType));
        Assert.StartsWith("The request signature we calculated does not match", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_DatedTooLongAgo_IsToldTheTimes()
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.SendAsync(await harness.SignAsync(harness.Request("GET", "/Api/prod/x"), time: Now.AddMinutes(-5).AddSeconds(-1)));

        reply.ShouldBe(
            403,
            "InvalidSignatureException",
            """{"message":"Signature expired: 20260304T050106Z is now earlier than 20260304T050107Z (20260304T050607Z - 5 min.)"}""");
    }

    [Fact]
    public async Task Get_DatedInTheFuture_IsToldTheTimes()
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.SendAsync(await harness.SignAsync(harness.Request("GET", "/Api/prod/x"), time: Now.AddMinutes(5).AddSeconds(1)));

        reply.ShouldBe(
            403,
            "InvalidSignatureException",
            """{"message":"Signature not yet current: 20260304T051108Z is still later than 20260304T051107Z (20260304T050607Z + 5 min.)"}""");
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public async Task Get_DatedFiveMinutesOff_IsAccepted(int minutes)
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.SendAsync(await harness.SignAsync(harness.Request("GET", "/Api/prod/x"), time: Now.AddMinutes(minutes)));

        Assert.Equal(200, reply.Code);
    }

    [Fact]
    public async Task Get_UnknownAccessKey_IsRefused()
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.SendSignedAsync("GET", "/Api/prod/x", credentials: new AwsCredentials("AKIAUNKNOWNUNKNOWN00", "secret"));

        reply.ShouldBe(403, "UnrecognizedClientException", """{"message":"The security token included in the request is invalid."}""");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("other-token")]
    public async Task Get_GuestWithoutOrWithAnotherSessionToken_IsRefused(string? token)
    {
        await using Harness harness = await StartAsync();
        AwsCredentials guest = (await harness.GuestAsync()).Credentials;

        Reply reply = await harness.SendSignedAsync(
            "GET", "/Api/prod/x", credentials: new AwsCredentials(guest.AccessKeyId, guest.SecretAccessKey, token));

        reply.ShouldBe(403, "UnrecognizedClientException", """{"message":"The security token included in the request is invalid."}""");
    }

    [Fact]
    public async Task Get_GuestCredentialsAfterAnHour_AreExpired()
    {
        await using Harness harness = await StartAsync();
        AwsCredentials guest = (await harness.GuestAsync()).Credentials;
        Assert.Equal(Now.AddHours(1), guest.Expiration);
        _time.SetUtcNow(Now.AddHours(1).AddSeconds(-1));
        Assert.Equal(200, (await harness.SendSignedAsync("GET", "/Api/prod/x", credentials: guest)).Code);

        _time.SetUtcNow(Now.AddHours(1));
        Reply reply = await harness.SendSignedAsync("GET", "/Api/prod/x", credentials: guest);

        reply.ShouldBe(403, "ExpiredTokenException", """{"message":"The security token included in the request is expired"}""");
    }

    [Theory]
    [InlineData("eu-west-1", "execute-api", "Credential should be scoped to a valid region, not 'eu-west-1'. ")]
    [InlineData("us-east-1", "lambda", "Credential should be scoped to correct service: 'execute-api'. ")]
    [InlineData(
        "eu-west-1",
        "appsync",
        "Credential should be scoped to a valid region, not 'eu-west-1'. Credential should be scoped to correct service: 'execute-api'. ")]
    public async Task Get_WrongScope_IsToldWhichPart(string region, string service, string message)
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.SendAsync(await harness.SignAsync(harness.Request("GET", "/Api/prod/x"), region: region, service: service));

        Assert.Equal((403, "InvalidSignatureException", message), (reply.Code, reply.ErrorType, reply.Message));
    }

    [Theory]
    [InlineData("/20260304/", "/20250101/", "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20250101' != '20260304', from '20260304T050607Z'. ")]
    [InlineData("/aws4_request", "/aws5_request", "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. ")]
    public async Task Get_WrongDateOrTerminatorInTheScope_IsToldWhich(string part, string wrong, string message)
    {
        await using Harness harness = await StartAsync();
        HttpRequestMessage request = await harness.SignAsync(harness.Request("GET", "/Api/prod/x"));
        ReplaceAuthorization(request, text => text.Replace(part, wrong, StringComparison.Ordinal));

        Reply reply = await harness.SendAsync(request);

        Assert.Equal((403, "InvalidSignatureException", message), (reply.Code, reply.ErrorType, reply.Message));
    }

    [Fact]
    public async Task Get_BearerToken_IsAnIncompleteSignatureAndNotEchoed()
    {
        await using Harness harness = await StartAsync();
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/x");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer secret.token");

        Reply reply = await harness.SendAsync(request);

        Assert.Equal((403, "IncompleteSignatureException"), (reply.Code, reply.ErrorType));
        Assert.Matches(
            @"^Invalid key=value pair \(missing equal-sign\) in Authorization header \(hashed with SHA-256 and encoded with Base64\): '[A-Za-z0-9+/]{43}='\.$",
            reply.Message);
        Assert.DoesNotContain("secret.token", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Credential=[^,]*, ", "Authorization header requires 'Credential' parameter. ")]
    [InlineData(", Signature=.*", "Authorization header requires 'Signature' parameter. ")]
    [InlineData("SignedHeaders=[^,]*, ", "Authorization header requires 'SignedHeaders' parameter. ")]
    [InlineData("SignedHeaders=[^,]*, Signature=.*", "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. ")]
    public async Task Get_PartsMissing_AreListed(string removed, string listed)
    {
        await using Harness harness = await StartAsync();
        HttpRequestMessage request = await harness.SignAsync(harness.Request("GET", "/Api/prod/x"));
        ReplaceAuthorization(request, text => Regex.Replace(text, removed, "").TrimEnd(',', ' '));

        Reply reply = await harness.SendAsync(request);

        Assert.Equal((403, "IncompleteSignatureException"), (reply.Code, reply.ErrorType));
        Assert.Matches($@"^{Regex.Escape(listed)}\(Hashed with SHA-256 and encoded with Base64\) Authorization=[A-Za-z0-9+/]{{43}}=$", reply.Message);
    }

    [Fact]
    public async Task Get_NoDate_IsListedAsMissing()
    {
        await using Harness harness = await StartAsync();
        HttpRequestMessage request = await harness.SignAsync(harness.Request("GET", "/Api/prod/x"));
        request.Headers.Remove("X-Amz-Date");

        Reply reply = await harness.SendAsync(request);

        Assert.StartsWith(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Presigned_IsAcceptedUntilItExpires()
    {
        await using Harness harness = await StartAsync();
        Uri url = new SigV4Signer().Presign(
            HttpMethod.Get, harness.Raw("/Api/prod/x?a=1"), (await harness.GuestAsync()).Credentials, new SigV4Scope("us-east-1", "execute-api"), Now, TimeSpan.FromMinutes(10));

        _time.SetUtcNow(Now.AddMinutes(9));
        Reply accepted = await harness.SendAsync(new HttpRequestMessage(HttpMethod.Get, url));
        _time.SetUtcNow(Now.AddMinutes(11));
        Reply expired = await harness.SendAsync(new HttpRequestMessage(HttpMethod.Get, url));

        Assert.Equal(200, accepted.Code);
        Assert.Equal((403, "InvalidSignatureException"), (expired.Code, expired.ErrorType));
        Assert.StartsWith("Signature expired: 20260304T050607Z is now earlier than ", expired.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_Always_CarriesCorsForABrowser()
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.GetAsync("/Api/prod/items");

        Assert.Equal("*", reply.Header("Access-Control-Allow-Origin"));
        Assert.Equal("Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token", reply.Header("Access-Control-Allow-Headers"));
        Assert.Equal("DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT", reply.Header("Access-Control-Allow-Methods"));
        Assert.Equal("Date,X-Amzn-ErrorType", reply.Header("Access-Control-Expose-Headers"));
        Assert.Equal(Now.ToString("r", CultureInfo.InvariantCulture), reply.Header("Date"));
    }

    private static void ReplaceAuthorization(HttpRequestMessage request, Func<string, string> change)
    {
        string changed = change(request.Headers.NonValidated["Authorization"].ToString());
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", changed);
    }
}
