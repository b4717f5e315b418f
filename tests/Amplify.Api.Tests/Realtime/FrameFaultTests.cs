using System.Text;

namespace Amplify.Api.Tests.Realtime;

/// <summary>Frames that a server should not send, or in pieces.</summary>
public sealed class FrameFaultTests
{
    [Fact]
    public async Task Message_InSeventeenFragmentsOfAMebibyte_ArrivesWhole()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        string text = string.Create(1024 * 1024, 0, static (span, _) => span.Fill('ü'));
        byte[] frame = Encoding.UTF8.GetBytes($$$"""{"id":"{{{id}}}","type":"data","payload":{"data":{"number":1,"text":"{{{text}}}"} } }""");
        int part = (frame.Length / 17) + 1;
        for (int start = 0; start < frame.Length; start += part)
        {
            int end = Math.Min(start + part, frame.Length);
            socket.Send(frame[start..end], end == frame.Length);
        }

        socket.Send(RealtimeFixture.Data(id, 2));
        IAsyncEnumerator<Message> reader = subscription.GetAsyncEnumerator(RealtimeFixture.Token);

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(text, reader.Current.Text);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(2, reader.Current.Number);
    }

    [Theory]
    [InlineData("", 414)]
    [InlineData("not json", 414)]
    [InlineData("[1]", 414)]
    [InlineData("{\"type\":\"da", 414)]
    [InlineData("{}", 414)]
    [InlineData("{\"type\":\"news\"}", 415)]
    public async Task Frame_OfNoUse_IsLoggedAndTheSocketLives(string frame, int id)
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string subscriptionId) = await fixture.EstablishedAsync();
        socket.Send(frame);
        socket.Send(RealtimeFixture.Data(subscriptionId, 2));

        Assert.Equal([2], await subscription.NumbersAsync(1));
        Assert.Contains(fixture.Loggers.Events, e => e.Id == id);
        Assert.True(socket.IsOpen);
    }

    [Fact]
    public async Task Frame_OfInvalidUtf8_IsUndecodableAndTheSocketLives()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        byte[] frame = Encoding.UTF8.GetBytes($$$"""{"id":"{{{id}}}","type":"data","payload":{"data":{"number":1,"text":"@@"} } }""");
        frame.AsSpan().Replace((byte)'@', (byte)0xFF);
        socket.Send(frame);
        socket.Send(RealtimeFixture.Data(id, 2));

        List<SubscriptionEvent<Message>> events = await subscription.EventsAsync(2);

        Assert.IsType<SubscriptionEvent<Message>.Undecodable>(events[0]);
        Assert.Equal(2, Reading.NumberOf(events[1]));
    }

    [Theory]
    [InlineData("{\"errorType\":\"BadRequestException\",\"message\":\"\\ud800\"}")]
    [InlineData("{\"errorType\":\"\\udc00\"}")]
    [InlineData("\"\\ud800\"")]
    public async Task Error_OfHalfCharacters_FailsItsSubscriptionAndTouchesNoOther(string error)
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> good, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        string? bad = (await socket.NextAsync("start")).GetProperty("id").GetString();

        socket.Send($$"""{"type":"error","id":"{{bad}}","payload":{"errors":[{{error}}]} }""");
        socket.Send(RealtimeFixture.Data(id, 1));

        await Assert.ThrowsAsync<RealtimeException>(() => subscribing);
        Assert.Equal([1], await good.NumbersAsync(1));
        Assert.True(socket.IsOpen);
    }

    [Fact]
    public async Task Message_LargerThanIsTaken_IsThrownAwayAndTheSocketLives()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.MaxMessageBytes = 10_000;
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send(new byte[50_000], end: false);
        socket.Send(new byte[50_000]);
        socket.Send(RealtimeFixture.Data(id, 2));

        Assert.Equal([2], await subscription.NumbersAsync(1));
        Assert.Contains(fixture.Loggers.Events, static e => e.Id == 413);
    }

    [Fact]
    public async Task Message_DuplicatedByTheServer_IsGivenTwice()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send(RealtimeFixture.Data(id, 2));
        socket.Send(RealtimeFixture.Data(id, 2));

        Assert.Equal([2, 2], await subscription.NumbersAsync(2));
    }

    [Fact]
    public async Task Flood_OfTenThousand_IsTakenInOrder()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) =
            await fixture.EstablishedAsync(new SubscriptionOptions<Message> { BufferCapacity = 20_000 });
        for (int i = 0; i < 10_000; i++)
        {
            socket.Send(RealtimeFixture.Data(id, i));
        }

        Assert.Equal(Enumerable.Range(0, 10_000), await subscription.NumbersAsync(10_000));
    }

    [Fact]
    public async Task NullFields_OfAMessage_AreExplainedOnce()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        string frame = $$$"""{"id":"{{{id}}}","type":"data","payload":{"data":{"number":1,"text":null},"errors":[{"message":"Cannot return null for non-nullable type: 'String'","path":["onX","text"]}]} }""";
        socket.Send(frame);
        socket.Send(frame);
        await subscription.NumbersAsync(2);

        Assert.Contains("onX.text", Assert.Single(fixture.Loggers.Events, static e => e.Id == 419).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":{"number":1,"text":"a"} }""")]
    [InlineData("""{"data":{"number":1,"text":"a"},"errors":[{"message":"x","errorInfo":null}]}""")]
    [InlineData("""{"errors":[{"message":"x","errorInfo":null}],"data":null}""")]
    public async Task NullField_InNoData_IsNotExplained(string payload)
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send($$"""{"id":"{{id}}","type":"data","payload":{{payload}}}""");
        socket.Send(RealtimeFixture.Data(id, 2));
        await subscription.EventsAsync(2);

        Assert.DoesNotContain(fixture.Loggers.Events, static e => e.Id == 419);
    }

    [Fact]
    public async Task NullField_InTheFirstMessage_IsExplained()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send($$$"""{"id":"{{{id}}}","type":"data","payload":{"data":{"number":1,"text":null} } }""");
        socket.Send(RealtimeFixture.Data(id, 2));
        await subscription.NumbersAsync(2);

        Assert.Contains("The field text", Assert.Single(fixture.Loggers.Events, static e => e.Id == 419).Text, StringComparison.Ordinal);
    }
}
