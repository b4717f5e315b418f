using System.Text.Json;
using Amplify.Local.Tests.Support;
using Amplify.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.Lambda;

public sealed class InvokeTests
{
    [Theory]
    [InlineData("echo")]
    [InlineData("echo:$LATEST")]
    [InlineData("echo?Qualifier=$LATEST")]
    [InlineData("123456789012:function:echo")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:echo")]
    [InlineData("arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Aecho%3A%24LATEST")]
    public async Task Invoke_EveryFormOfName_ReturnsTheEventVerbatim(string name)
    {
        await using Harness harness = await Harness.StartAsync();
        string[] parts = name.Split('?');
        string target = $"/2015-03-31/functions/{parts[0]}/invocations{(parts.Length > 1 ? "?" + parts[1] : "")}";

        Reply reply = await harness.SendAsync(await harness.SignAsync(harness.Request("POST", target, """{ "n": 1.50 }"""), service: "lambda"));

        Assert.Equal((200, """{ "n": 1.50 }"""), (reply.Code, reply.Text));
        Assert.Equal("$LATEST", reply.Header("X-Amz-Executed-Version"));
        Assert.Equal("application/json", reply.Header("Content-Type"));
        Assert.Null(reply.Header("X-Amz-Function-Error"));
        Assert.Matches("^[0-9a-f-]{36}$", reply.Header("x-amzn-RequestId"));
    }

    [Theory]
    [InlineData("nothing", "nothing")]
    [InlineData("echo:7", "echo:7")]
    [InlineData("nothing:$LATEST", "nothing:$LATEST")]
    public async Task Invoke_UnknownFunctionOrQualifier_Is404(string name, string shown)
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.InvokeAsync(name, "{}");

        reply.ShouldBe(
            404,
            "ResourceNotFoundException",
            $$"""{"Type":"User","Message":"Function not found: arn:aws:lambda:us-east-1:123456789012:function:{{shown}}"}""");
    }

    [Fact]
    public async Task Invoke_BadName_IsInvalidParameter()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.InvokeAsync("a%20b", "{}");

        Assert.Equal((400, "InvalidParameterValueException"), (reply.Code, reply.ErrorType));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("{} {}")]
    public async Task Invoke_PayloadThatIsNotJson_IsInvalidContent(string payload)
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.InvokeAsync("echo", payload);

        Assert.Equal((400, "InvalidRequestContentException"), (reply.Code, reply.ErrorType));
        Assert.StartsWith(
            "Could not parse request body into json: Could not parse payload into json: ", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_FunctionThrows_Is200WithTheErrorAsPayload()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions().AddFunction<JsonElement, int>(
            "fails", (_, _) => throw new InvalidOperationException("went wrong", new ArgumentException("inner"))));

        Reply reply = await harness.InvokeAsync("fails", "{}");

        Assert.Equal((200, "Unhandled"), (reply.Code, reply.Header("X-Amz-Function-Error")));
        Assert.Equal("InvalidOperationException", reply.Json.GetProperty("errorType").GetString());
        Assert.Equal("went wrong", reply.Json.GetProperty("errorMessage").GetString());
        Assert.NotEqual(0, reply.Json.GetProperty("stackTrace").GetArrayLength());
        Assert.Equal("ArgumentException", reply.Json.GetProperty("cause").GetProperty("errorType").GetString());
    }

    [Fact]
    public async Task Invoke_FunctionThrowsSeveral_TellsEachCause()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions().AddFunction<JsonElement, int>(
            "fails", (_, _) => throw new AggregateException(new ArgumentException("one"), new FormatException("two"))));

        Reply reply = await harness.InvokeAsync("fails", "{}");

        Assert.Equal("AggregateException", reply.Json.GetProperty("errorType").GetString());
        Assert.Equal(
            ["ArgumentException: one", "FormatException: two"],
            reply.Json.GetProperty("causes").EnumerateArray().Select(static cause => $"{cause.GetProperty("errorType")}: {cause.GetProperty("errorMessage")}"));
    }

    [Fact]
    public async Task Invoke_FunctionOverItsTime_IsTimedOut()
    {
        var time = new FakeTimeProvider();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Harness harness = await Harness.StartAsync(
            new LocalBackendOptions { TimeProvider = time, FunctionTimeout = TimeSpan.FromSeconds(3) }.AddFunction<JsonElement, int>("slow", async (_, _) =>
            {
                called.SetResult();
                await new TaskCompletionSource().Task;
                return 1;
            }));

        Task<Reply> pending = harness.InvokeAsync("slow", "{}");
        await called.Task.WaitAsync(Harness.Cancellation);
        time.Advance(TimeSpan.FromSeconds(3));
        Reply reply = await pending;

        Assert.Equal((200, "Unhandled"), (reply.Code, reply.Header("X-Amz-Function-Error")));
        Assert.Equal("Sandbox.Timedout", reply.Json.GetProperty("errorType").GetString());
        Assert.Equal(
            $"RequestId: {reply.Header("x-amzn-RequestId")} Error: Task timed out after 3.00 seconds", reply.Json.GetProperty("errorMessage").GetString());
    }

    [Fact]
    public async Task Invoke_TypedFunction_ReadsAndWritesCamelCase()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions().AddFunction<Order, Order>(
            "double", (order, _) => new(order with { Amount = order.Amount * 2 })));

        Reply reply = await harness.InvokeAsync("double", """{"amount":21}""");

        Assert.Equal("""{"amount":42}""", reply.Text);
    }

    [Fact]
    public async Task Invoke_NoPayloadAndNoResult_AreAnEmptyObjectAndNull()
    {
        var function = new FunctionStub("");
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions().AddFunction("f", function));
        HttpRequestMessage request = harness.Request("POST", "/2015-03-31/functions/f/invocations");

        Reply reply = await harness.SendAsync(await harness.SignAsync(request, service: "lambda"));

        Assert.Equal((200, "null", "{}"), (reply.Code, reply.Text, function.LastEvent));
    }

    [Fact]
    public async Task Invoke_AsEvent_IsAnsweredBeforeTheFunctionEnds()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions().AddFunction<Order, int>("later", async (order, _) =>
        {
            await release.Task;
            done.SetResult(order.Amount);
            return 0;
        }));

        Reply reply = await harness.InvokeAsync("later", """{"amount":7}""", change: request => request.Headers.Add("X-Amz-Invocation-Type", "Event"));
        release.SetResult();

        Assert.Equal((202, ""), (reply.Code, reply.Text));
        Assert.Null(reply.Header("X-Amz-Executed-Version"));
        Assert.Equal(7, await done.Task.WaitAsync(Harness.Cancellation));
    }

    [Fact]
    public async Task Invoke_AsDryRun_CallsNothing()
    {
        var function = new FunctionStub();
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions().AddFunction("f", function));

        Reply reply = await harness.InvokeAsync("f", "{}", change: request => request.Headers.Add("X-Amz-Invocation-Type", "DryRun"));

        Assert.Equal((204, ""), (reply.Code, reply.Text));
        Assert.Null(function.Last);
    }

    [Fact]
    public async Task Invoke_UnknownInvocationType_IsInvalidParameter()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.InvokeAsync("echo", "{}", change: request => request.Headers.Add("X-Amz-Invocation-Type", "Sometimes"));

        Assert.Equal((400, "InvalidParameterValueException"), (reply.Code, reply.ErrorType));
    }

    [Fact]
    public async Task Invoke_AsGuestWithContext_HandsBothToTheFunction()
    {
        var function = new FunctionStub("1");
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions().AddFunction("f", function));
        (string identityId, AwsCredentials guest) = await harness.GuestAsync();

        Reply reply = await harness.InvokeAsync(
            "f", "{}", guest, request => request.Headers.Add("X-Amz-Client-Context", Convert.ToBase64String("""{"a":1}"""u8)));

        Assert.Equal(200, reply.Code);
        Assert.Equal((identityId, harness.Backend.IdentityPoolId), (function.Last!.CognitoIdentityId, function.Last.CognitoIdentityPoolId));
        Assert.Equal("""{"a":1}""", function.Last.ClientContext);
        Assert.Equal("arn:aws:lambda:us-east-1:123456789012:function:f", function.Last.FunctionArn);
        Assert.Equal(reply.Header("x-amzn-RequestId"), function.Last.RequestId);
    }

    [Fact]
    public async Task Invoke_ContextThatIsNotBase64Json_IsRefused()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.InvokeAsync("echo", "{}", change: request => request.Headers.Add("X-Amz-Client-Context", "***"));

        Assert.Equal((400, "InvalidRequestContentException"), (reply.Code, reply.ErrorType));
    }

    [Fact]
    public async Task Invoke_UnsignedOrForAnotherService_IsRefused()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply unsigned = await harness.SendAsync(harness.Request("POST", "/2015-03-31/functions/echo/invocations", "{}"));
        Reply other = await harness.SendSignedAsync("POST", "/2015-03-31/functions/echo/invocations", "{}");

        unsigned.ShouldBe(403, "MissingAuthenticationTokenException", """{"message":"Missing Authentication Token"}""");
        Assert.Equal((403, "Credential should be scoped to correct service: 'lambda'. "), (other.Code, other.Message));
    }

    [Fact]
    public async Task Invoke_PayloadAndResult_HaveLimits()
    {
        const int Limit = 6 * 1024 * 1024;
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions().AddFunction<JsonElement, string>(
            "big", (_, _) => new(new string('x', Limit + 1000))));

        Reply refused = await harness.InvokeAsync("echo", '"' + new string('x', Limit) + '"');
        Reply failed = await harness.InvokeAsync("big", "{}");

        Assert.Equal((413, "RequestTooLargeException"), (refused.Code, refused.ErrorType));
        Assert.Equal(
            $"{Limit + 2} byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)",
            refused.Json.GetProperty("Message").GetString());
        Assert.Equal((200, "Unhandled"), (failed.Code, failed.Header("X-Amz-Function-Error")));
        Assert.Equal("Function.ResponseSizeTooLarge", failed.Json.GetProperty("errorType").GetString());
    }

    [Theory]
    [InlineData("GET", "/2015-03-31/functions/echo/invocations")]
    [InlineData("POST", "/2015-03-31/functions/echo")]
    [InlineData("POST", "/2015-03-31/layers")]
    public async Task Send_AnotherOperation_IsUnknown(string method, string target)
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.SendAsync(harness.Request(method, target));

        Assert.Equal((404, "UnknownOperationException"), (reply.Code, reply.ErrorType));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("")]
    public void AddFunction_BadName_Throws(string name) =>
        Assert.Throws<ArgumentException>(() => new LocalBackendOptions().AddFunction(name, new FunctionStub()));

    private sealed record Order(int Amount);
}
