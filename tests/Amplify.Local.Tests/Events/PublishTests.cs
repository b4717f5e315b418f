using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Events;

public sealed class PublishTests
{
    [Fact]
    public async Task Publish_OverHttp_ReachesSubscribersInOrder()
    {
        await using EventsHarness app = await EventsHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "s", "/default/room");

        Reply reply = await app.PublishAsync("/default/room", """{"n":1}""", "\"two\"", "3");

        JsonElement successful = reply.Json.GetProperty("successful");
        Assert.Equal(200, reply.Code);
        Assert.Equal([0, 1, 2], successful.EnumerateArray().Select(static entry => entry.GetProperty("index").GetInt32()));
        Assert.All(successful.EnumerateArray(), static entry => Assert.True(Guid.TryParse(entry.GetProperty("identifier").GetString(), out _)));
        Assert.Equal(0, reply.Json.GetProperty("failed").GetArrayLength());
        Assert.Equal("""{"type":"data","id":"s","event":"{\"n\":1}"}""", await socket.ReceiveAsync());
        Assert.Equal("""{"type":"data","id":"s","event":"\"two\""}""", await socket.ReceiveAsync());
        Assert.Equal("""{"type":"data","id":"s","event":"3"}""", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("/default/a/b")]
    [InlineData("/default/a/*")]
    [InlineData("/default/*")]
    [InlineData("default/a/b")]
    public async Task Publish_ChannelThatMatches_IsReceived(string subscribed)
    {
        await using EventsHarness app = await EventsHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "s", subscribed);

        await app.PublishAsync("/default/a/b", "1");

        Assert.Equal("""{"type":"data","id":"s","event":"1"}""", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("/default/a")]
    [InlineData("/default/a/b/*")]
    [InlineData("/default/A/b")]
    [InlineData("/default/b/*")]
    public async Task Publish_OtherChannel_IsNotReceived(string subscribed)
    {
        await using EventsHarness app = await EventsHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "other", subscribed);
        await app.SubscribeAsync(socket, "s", "/default/a/b");

        await app.PublishAsync("/default/a/b", "1");
        await app.PublishAsync("/default/a/b", "2");

        Assert.Equal("""{"type":"data","id":"s","event":"1"}""", await socket.ReceiveAsync());
        Assert.Equal("""{"type":"data","id":"s","event":"2"}""", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("""{"channel":"/default/*","events":["1"]}""", 400, "BadRequestException")]
    [InlineData("""{"channel":"/default/a_b","events":["1"]}""", 400, "BadRequestException")]
    [InlineData("""{"channel":"/default/-a","events":["1"]}""", 400, "BadRequestException")]
    [InlineData("""{"channel":"/default/a/b/c/d/e","events":["1"]}""", 400, "BadRequestException")]
    [InlineData("""{"channel":"/default//a","events":["1"]}""", 400, "BadRequestException")]
    [InlineData("""{"channel":"/nowhere/a","events":["1"]}""", 404, "ResourceNotFound")]
    [InlineData("""{"events":["1"]}""", 400, "BadRequestException")]
    [InlineData("""{"channel":"/default/a","events":[]}""", 400, "BadRequestException")]
    [InlineData("""{"channel":"/default/a","events":["1","2","3","4","5","6"]}""", 400, "BadRequestException")]
    [InlineData("""{"channel":"/default/a","events":["1",{"n":2}]}""", 400, "BadRequestException")]
    [InlineData("""{"channel":"/default/a","events":["no json"]}""", 400, "BadRequestException")]
    [InlineData("[]", 400, "BadRequestException")]
    public async Task Publish_WhatIsNoBatch_IsRefused(string body, int status, string errorType)
    {
        await using EventsHarness app = await EventsHarness.StartAsync();

        Reply reply = await app.PublishAsync(body);

        Assert.Equal((status, errorType), (reply.Code, reply.ErrorType));
        Assert.Equal(errorType, reply.Json.GetProperty("errors")[0].GetProperty("errorType").GetString());
    }

    [Fact]
    public async Task Publish_EventOf240Kilobytes_IsTaken_AndALargerOneRefused()
    {
        await using EventsHarness app = await EventsHarness.StartAsync();

        Reply taken = await app.PublishAsync("/default/a", $"\"{new string('x', (240 * 1024) - 2)}\"");
        Reply refused = await app.PublishAsync("/default/a", $"\"{new string('x', (240 * 1024) - 1)}\"");

        Assert.Equal((200, 400), (taken.Code, refused.Code));
    }

    [Fact]
    public async Task Publish_Unauthorized_IsRefused()
    {
        await using EventsHarness app = await EventsHarness.StartAsync();

        Reply nothing = await app.Http.SendAsync(app.Request("""{"channel":"/default/a","events":["1"]}"""));
        Reply signed = await app.Http.SendAsync(await app.Http.SignAsync(app.Request("""{"channel":"/default/a","events":["1"]}"""), service: "appsync"));

        Assert.Equal((401, "UnauthorizedException"), (nothing.Code, nothing.ErrorType));
        Assert.Equal(200, signed.Code);
    }

    [Fact]
    public async Task Publish_ModeOfTheNamespace_ReplacesTheDefault()
    {
        await using EventsHarness app = await EventsHarness.StartAsync(new LocalEventsOptions
        {
            Namespaces = [new("default"), new("open") { PublishModes = [AppSyncAuthMode.ApiKey] }],
            PublishModes = [AppSyncAuthMode.Iam],
        });

        Assert.Equal(401, (await app.PublishAsync("/default/a", "1")).Code);
        Assert.Equal(200, (await app.PublishAsync("/open/a", "1")).Code);
    }

    [Fact]
    public async Task OnPublish_ChangesFailsAndDropsEvents()
    {
        await using EventsHarness app = await EventsHarness.StartAsync(new LocalEventsOptions
        {
            Namespaces =
            [
                new("default")
                {
                    OnPublish = static (context, events, _) => new(
                        [events[0].WithPayload(new { context.Channel, was = events[0].Payload.GetInt32() }), events[1].WithError("Too odd")]),
                },
            ],
        });
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "s", "/default/a");

        Reply reply = await app.PublishAsync("/default/a", "1", "2", "3");
        await app.PublishAsync("/default/a", "4", "5");

        Assert.Equal([0, 2], reply.Json.GetProperty("successful").EnumerateArray().Select(static entry => entry.GetProperty("index").GetInt32()));
        JsonElement failed = Assert.Single(reply.Json.GetProperty("failed").EnumerateArray());
        Assert.Equal((1, "Too odd"), (failed.GetProperty("index").GetInt32(), failed.GetProperty("message").GetString()));
        Assert.Equal("""{"type":"data","id":"s","event":"{\"channel\":\"/default/a\",\"was\":1}"}""", await socket.ReceiveAsync());
        Assert.Equal("""{"type":"data","id":"s","event":"{\"channel\":\"/default/a\",\"was\":4}"}""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task OnPublish_ThatThrows_RefusesTheBatch()
    {
        await using EventsHarness app = await EventsHarness.StartAsync(new LocalEventsOptions
        {
            Namespaces =
            [
                new("told") { OnPublish = static (_, _, _) => throw new AppSyncException("Not today.", "Closed") },
                new("broken") { OnPublish = static (_, _, _) => throw new InvalidOperationException("secret") },
            ],
        });

        Reply told = await app.PublishAsync("/told/a", "1");
        Reply broken = await app.PublishAsync("/broken/a", "1");

        Assert.Equal((400, "Closed"), (told.Code, told.ErrorType));
        Assert.Equal(500, broken.Code);
        Assert.DoesNotContain("secret", broken.Text);
    }
}
