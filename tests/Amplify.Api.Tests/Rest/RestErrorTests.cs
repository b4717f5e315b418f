using System.Net;
using Amplify.Testing;

namespace Amplify.Api.Tests.Rest;

public sealed class RestErrorTests
{
    [Theory]
    [InlineData(301, null, null, "https://elsewhere.example/x, which is not followed")]
    [InlineData(302, null, null, "not followed")]
    [InlineData(304, null, null, "Use SendAsync")]
    [InlineData(401, "UnauthorizedException", "Unauthorized", "Sign in again")]
    [InlineData(403, "InvalidSignatureException", "The request signature we calculated does not match.", "secret key does not belong")]
    [InlineData(403, "InvalidSignatureException", "Signature expired: A is now earlier than B", "clock")]
    [InlineData(403, "InvalidSignatureException", "Signature not yet current: A", "clock")]
    [InlineData(403, "InvalidSignatureException", "Credential should be scoped to a valid region, not 'x'. ", "Set Region and Service")]
    [InlineData(403, "MissingAuthenticationTokenException", "Missing Authentication Token", "no such path or method")]
    [InlineData(403, "IncompleteSignatureException", "x", "Leave the header out")]
    [InlineData(403, "UnrecognizedClientException", "The security token included in the request is invalid.", "Check the credentials")]
    [InlineData(403, "ExpiredTokenException", "x", "have expired")]
    [InlineData(403, "ForbiddenException", "Forbidden", "API key")]
    [InlineData(403, "AccessDeniedException", "User: x is not authorized", "execute-api:Invoke")]
    [InlineData(403, null, null, "role's policies")]
    [InlineData(404, null, "Not found", "Check the path")]
    [InlineData(413, null, "Request Too Long", "10 MB")]
    [InlineData(429, "TooManyRequestsException", "Too Many Requests", "after 17 s")]
    [InlineData(500, "InternalServerErrorException", "Internal server error", "Try again later")]
    [InlineData(502, "InternalServerErrorException", "Internal server error", "proxy response")]
    [InlineData(503, null, null, "Try again later")]
    [InlineData(504, "InternalServerErrorException", "Endpoint request timed out", "29 seconds")]
    public async Task Refusal_TellsWhatHappenedWhereAndWhatToDo(int status, string? type, string? message, string advice)
    {
        List<(string, string)> headers = [("Location", "https://elsewhere.example/x?token=secret"), ("Retry-After", "17"), ("x-amzn-RequestId", "id-1")];
        if (type is not null)
        {
            headers.Add(("x-amzn-ErrorType", type));
        }

        string body = message is null ? "<html>" : $$"""{"message":"{{message}}"}""";
        var fixture = new RestFixture(StubHandler.Answering((HttpStatusCode)status, body, headers: [.. headers]));

        var error = await Assert.ThrowsAsync<ApiException>(
            () => fixture.Create().GetAsync("MyApi", "/items/1?q=secret", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(status, (int)error.StatusCode);
        Assert.Equal(type, error.ErrorType);
        Assert.Equal("id-1", error.RequestId);
        Assert.Equal(body, error.Body);
        Assert.Equal("17", error.Headers["retry-after"]);
        Assert.Equal(status is 429 or 500 or 502 or 503 or 504, error.IsTransient);
        Assert.StartsWith($"GET /items/1 on MyApi answered {status}", error.Message, StringComparison.Ordinal);
        Assert.Contains(message?.Trim() ?? "", error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret=", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("=secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyRequests_WithDate_TellsTheDate()
    {
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT")));

        var error = await Assert.ThrowsAsync<ApiException>(
            () => fixture.Create().GetAsync("MyApi", "/", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("after Wed, 21 Oct 2026 07:28:00 GMT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_OnASocket_IsNotFollowed()
    {
        int hits = 0;
        await using SocketServer server = await SocketServer.StartAsync(context =>
        {
            hits++;
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        var fixture = new RestFixture(Amplify.Core.Http.HttpTransport.Create()).Signing();
        fixture.Api.Endpoint = server.Root.AbsoluteUri;

        var error = await Assert.ThrowsAsync<ApiException>(
            () => fixture.Create().GetAsync("MyApi", "/", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.Redirect, error.StatusCode);
        Assert.Contains("/elsewhere", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, hits);
    }
}
