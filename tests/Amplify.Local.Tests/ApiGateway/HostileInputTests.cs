using System.Globalization;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.ApiGateway;

public sealed class HostileInputTests
{
    [Theory]
    [InlineData("/MyPublicApi/prod/%")]
    [InlineData("/MyPublicApi/prod/%zz")]
    [InlineData("/MyPublicApi/prod/a%2F..%2F..%2Fetc")]
    [InlineData("/MyPublicApi/prod/../../MyCloudApi/prod/items")]
    [InlineData("/MyPublicApi/prod/x?%=%&=&==&%ff=%c3")]
    [InlineData("http://{host}/MyPublicApi/prod/x?a=b")]
    public async Task Get_StrangeTarget_IsServedAsItStands(string target)
    {
        await using Harness harness = await Harness.StartAsync();

        string answer = await RawConnection.GetAsync(
            harness.Backend.Endpoint, target.Replace("{host}", harness.Backend.Endpoint.Authority, StringComparison.Ordinal));

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("\"httpMethod\":\"GET\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/MyPublicApi/prod/a b")]
    [InlineData("/MyPublicApi/prod/\u00e9")]
    [InlineData("/MyPublicApi/prod/%00")]
    public async Task Get_TargetThatHttpForbids_IsRefused(string target)
    {
        await using Harness harness = await Harness.StartAsync();

        string answer = await RawConnection.GetAsync(harness.Backend.Endpoint, target);

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Big: ", 40_000, "431")]
    [InlineData("X-Big: ", 20_000, "200")]
    public async Task Get_HugeHeaders_AreRefusedAbove32Kilobytes(string header, int length, string status)
    {
        await using Harness harness = await Harness.StartAsync();

        string answer = await RawConnection.ExchangeAsync(
            harness.Backend.Endpoint,
            $"GET /MyPublicApi/prod/x HTTP/1.1\r\nHost: x\r\n{header}{new string('a', length)}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 " + status, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10 * 1024 * 1024, 200)]
    [InlineData((10 * 1024 * 1024) + 1, 413)]
    public async Task Post_Body_MayHaveTenMegabytes(int length, int status)
    {
        await using Harness harness = await Harness.StartAsync(api =>
            api.Map("POST", "/x", request => ProxyResponse.Text(request.Body!.Length.ToString(CultureInfo.InvariantCulture)), RestAuthorization.None));
        HttpRequestMessage request = harness.Request("POST", "/Api/prod/x");
        request.Content = new ByteArrayContent(new byte[length]);

        Reply reply = await harness.SendAsync(request);

        Assert.Equal(status, reply.Code);
        Assert.Equal(status == 200 ? length.ToString(CultureInfo.InvariantCulture) : """{"message":"Request Too Long"}""", reply.Text);
    }

    [Fact]
    public async Task Post_ChunkedBodyOverTenMegabytes_IsRefused()
    {
        await using Harness harness = await Harness.StartAsync();
        HttpRequestMessage request = harness.Request("POST", "/MyPublicApi/prod/x");
        request.Content = new ByteArrayContent(new byte[(10 * 1024 * 1024) + 1]);
        request.Headers.TransferEncodingChunked = true;

        (await harness.SendAsync(request)).ShouldBe(413, "RequestTooLargeException", """{"message":"Request Too Long"}""");
    }

    [Fact]
    public async Task Post_ChunkedBody_IsSignedAndRead()
    {
        await using Harness harness = await Harness.StartAsync();
        HttpRequestMessage request = await harness.SignAsync(harness.Request("PUT", "/MyCloudApi/prod/items", """{"id":"chunked"}"""));
        request.Headers.TransferEncodingChunked = true;

        Assert.Equal(201, (await harness.SendAsync(request)).Code);
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=///////, SignedHeaders=, Signature=")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host;;, Signature=zz")]
    [InlineData("AWS4-HMAC-SHA256 ====,,,,====")]
    [InlineData("AWS4-HMAC-SHA256")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=a, SignedHeaders=b, Signature=c")]
    public async Task Get_BrokenAuthorization_IsRefusedAndNeverFails(string authorization)
    {
        await using Harness harness = await Harness.StartAsync();
        HttpRequestMessage request = harness.Request("GET", "/MyCloudApi/prod/items");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "not-a-date");

        Reply reply = await harness.SendAsync(request);

        Assert.Equal(403, reply.Code);
        Assert.NotEmpty(reply.Message!);
    }
}
