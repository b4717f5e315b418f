using System.Net;
using Amplify.Core.Http;
using Amplify.Testing;

namespace Amplify.Core.Tests.Http;

public sealed class ServiceErrorTests
{
    [Theory]
    [InlineData("AccessDeniedException", "AccessDeniedException")]
    [InlineData("NotAuthorizedException:", "NotAuthorizedException")]
    [InlineData("com.amazon.coral.service#ThrottlingException:http://internal.amazon.com/x", "ThrottlingException")]
    [InlineData("A,B", "A")]
    [InlineData(":", null)]
    public async Task Read_TypeHeader_IsCleaned(string header, string? type) =>
        Assert.Equal(type, (await ReadAsync("{}", ("x-amzn-ErrorType", header))).Type);

    [Theory]
    [InlineData("""{"code":"A#B:c"}""", "B", null)]
    [InlineData("""{"__type":"X","message":"m"}""", "X", "m")]
    [InlineData("""{"Message":"M"}""", null, "M")]
    [InlineData("""{"message":null,"code":5}""", null, null)]
    [InlineData("""{"errors":[{"errorType":"UnauthorizedException","message":"m"},{"message":"n"}]}""", "UnauthorizedException", "m")]
    [InlineData("""{"message":"own","errors":[{"message":"m"}]}""", null, "own")]
    [InlineData("""{"errors":[]}""", null, null)]
    [InlineData("""{"errors":["x"]}""", null, null)]
    [InlineData("""{"errors":{"Name":["missing"]}}""", null, null)]
    [InlineData("""["x"]""", null, null)]
    [InlineData("""{"message":"\ud800","code":"X"}""", "X", null)]
    [InlineData("""{"\ud800":1,"code":"X"}""", "X", null)]
    [InlineData("<html>", null, null)]
    [InlineData("", null, null)]
    public async Task Read_Body_GivesTypeAndMessage(string body, string? type, string? message)
    {
        ServiceError error = await ReadAsync(body);

        Assert.Equal((type, message), (error.Type, error.Message));
    }

    [Theory]
    [InlineData("x-amzn-RequestId")]
    [InlineData("x-amzn-request-id")]
    [InlineData("x-amz-request-id")]
    public async Task Read_RequestId_IsFound(string header) => Assert.Equal("id-1", (await ReadAsync("", (header, "id-1"))).RequestId);

    [Fact]
    public async Task Read_MessageOfManyLines_IsCutToTheFirst() =>
        Assert.Equal("first", (await ReadAsync("""{"message":"first\n\nx-amz-security-token:SECRET"}""")).Message);

    [Fact]
    public async Task Read_LongMessage_IsCut() => Assert.Equal(501, (await ReadAsync($$"""{"message":"{{new string('x', 5000)}}"}""")).Message!.Length);

    [Fact]
    public async Task Read_MessageQuotingCredentialsOfTheRequest_HasThemCutOut()
    {
        ServiceError error = await ReadAsync(
            """{"message":"'eyJtokentoken' not a valid key=value pair in Authorization header: 'Bearer eyJtokentoken'. Key KEYKEYKEY session SESSION== cookie id=12345678"}""");

        Assert.DoesNotContain("eyJtokentoken", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("KEYKEYKEY", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SESSION==", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("12345678", error.Message, StringComparison.Ordinal);
        Assert.Contains("not a valid key=value pair", error.Message, StringComparison.Ordinal);
    }

    private static async Task<ServiceError> ReadAsync(string body, params (string Name, string Value)[] headers)
    {
        using HttpPipeline pipeline = new PipelineFixture(StubHandler.Answering(HttpStatusCode.Forbidden, body, headers: headers)).Create();
        var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example");
        request.Headers.TryAddWithoutValidation("authorization", "Bearer eyJtokentoken");
        request.Headers.TryAddWithoutValidation("X-Api-Key", "KEYKEYKEY");
        request.Headers.TryAddWithoutValidation("x-amz-security-token", "SESSION==");
        request.Headers.TryAddWithoutValidation("Cookie", "id=12345678");
        HttpAnswer answer = await pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Get, "/"), _ => new(request), TestContext.Current.CancellationToken);
        return ServiceError.Read(answer);
    }
}
