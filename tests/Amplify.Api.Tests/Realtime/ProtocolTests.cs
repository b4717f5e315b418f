using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Amplify.Api.Realtime.Protocols;
using Amplify.Signing;

namespace Amplify.Api.Tests.Realtime;

/// <summary>What goes over the wire, and what comes.</summary>
public sealed class ProtocolTests
{
    private static readonly Guid Id = new("6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    [Fact]
    public async Task Connect_ApiKey_CarriesItInTheSubProtocol()
    {
        await using var fixture = new RealtimeFixture();

        ConnectTarget target = await fixture.AppSync().ConnectAsync(fixture.Authorization, RealtimeFixture.Token);

        Assert.Equal("wss://abcdefghijklmnopqrstuvwxyz.appsync-realtime-api.eu-west-1.amazonaws.com/graphql", target.Address.AbsoluteUri);
        Assert.Equal("graphql-ws", target.SubProtocols[0]);
        Assert.Equal(
            $$"""{"host":"{{RealtimeFixture.Host}}","x-amz-date":"20260102T030405Z","x-api-key":"da2-secret"}""", HeaderOf(target.SubProtocols[1]));
        Assert.DoesNotContain('=', target.SubProtocols[1]);
        Assert.Equal("""{"type":"connection_init"}""", Encoding.UTF8.GetString(target.Init));
    }

    [Fact]
    public async Task Connect_Token_HasHostAndAuthorizationOnly()
    {
        await using var fixture = new RealtimeFixture { Authorizers = [new FakeTokenAuthorizer("tok")] };

        ConnectTarget target = await fixture.AppSync().ConnectAsync(fixture.Authorization, RealtimeFixture.Token);

        Assert.Equal($$"""{"host":"{{RealtimeFixture.Host}}","Authorization":"tok"}""", HeaderOf(target.SubProtocols[1]));
    }

    [Fact]
    public async Task Connect_Iam_SignsTheConnectOfTheHttpHost()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Clock.Learn(fixture.Endpoint, fixture.Time.GetUtcNow().AddHours(1));
        fixture.Authorizers = [fixture.Iam()];

        ConnectTarget target = await fixture.AppSync().ConnectAsync(fixture.Authorization, RealtimeFixture.Token);

        JsonElement header = JsonElement.Parse(HeaderOf(target.SubProtocols[1]));
        Assert.Equal("application/json, text/javascript", header.GetProperty("accept").GetString());
        Assert.Equal("amz-1.0", header.GetProperty("content-encoding").GetString());
        Assert.Equal("application/json; charset=UTF-8", header.GetProperty("content-type").GetString());
        Assert.Equal("20260102T040405Z", header.GetProperty("x-amz-date").GetString());
        Assert.Equal("SESSION", header.GetProperty("x-amz-security-token").GetString());
        Assert.Equal(
            Resign(new Uri($"https://{RealtimeFixture.Host}/graphql/connect"), "{}", header), header.GetProperty("authorization").GetString());
    }

    [Fact]
    public async Task Start_Iam_SignsExactlyTheTextThatIsSent()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Authorizers = [fixture.Iam()];
        string body = """{"query":"subscription { é \"x\" }","variables":{"a":"\n"}}""";

        OutgoingFrame frame = await fixture.AppSync().StartAsync(Id, Encoding.UTF8.GetBytes(body), fixture.Authorization, RealtimeFixture.Token);

        JsonElement sent = JsonElement.Parse(frame.Bytes);
        Assert.Equal(["id", "payload", "type"], sent.EnumerateObject().Select(static property => property.Name));
        Assert.Equal((Id.ToString(), "start"), (sent.GetProperty("id").GetString(), sent.GetProperty("type").GetString()));
        JsonElement payload = sent.GetProperty("payload");
        Assert.Equal(body, payload.GetProperty("data").GetString());
        JsonElement header = payload.GetProperty("extensions").GetProperty("authorization");
        Assert.Equal(Resign(fixture.Endpoint, body, header), header.GetProperty("authorization").GetString());
    }

    [Fact]
    public async Task Connect_QueryString_CarriesPaddedBase64Escaped()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.AuthCarrier = RealtimeAuthCarrier.QueryString;

        ConnectTarget target = await fixture.AppSync().ConnectAsync(fixture.Authorization, RealtimeFixture.Token);

        Assert.Equal(["graphql-ws"], target.SubProtocols);
        string[] pairs = target.Address.Query.TrimStart('?').Split('&');
        Assert.Equal("payload=e30%3D", pairs[1]);
        Assert.Contains("da2-secret", Encoding.UTF8.GetString(Convert.FromBase64String(Uri.UnescapeDataString(pairs[0]["header=".Length..]))), StringComparison.Ordinal);
        Assert.DoesNotContain("header=", target.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://abcdefghijklmnopqrstuvwxyz.appsync-api.cn-north-1.amazonaws.com.cn/graphql", null, "wss://abcdefghijklmnopqrstuvwxyz.appsync-realtime-api.cn-north-1.amazonaws.com.cn/graphql")]
    [InlineData("https://api.example.com/graphql", null, "wss://api.example.com/graphql/realtime")]
    [InlineData("https://api.example.com:8443/graphql", null, "wss://api.example.com:8443/graphql/realtime")]
    [InlineData("http://127.0.0.1:4000/graphql", null, "ws://127.0.0.1:4000/graphql/realtime")]
    [InlineData("https://api.example.com/graphql", "https://rt.example.com/x", "wss://rt.example.com/x")]
    [InlineData("https://api.example.com/graphql", "ws://localhost:5000/rt", "ws://localhost:5000/rt")]
    public void Address_Derived_IsTheRealtimeSide(string endpoint, string? explicitAddress, string expected) =>
        Assert.Equal(expected, RealtimeAddress.Derive(new Uri(endpoint), explicitAddress, "", "x").AbsoluteUri);

    [Theory]
    [InlineData("https://api.example.com/graphql", null, "wss://api.example.com/graphql")]
    [InlineData("http://127.0.0.1:4000/graphql?a=b", null, "ws://127.0.0.1:4000/graphql?a=b")]
    [InlineData("https://api.example.com/graphql", "https://api.example.com/subscriptions", "wss://api.example.com/subscriptions")]
    public void Address_OfAnotherServer_IsTheEndpointsUnlessItIsSet(string endpoint, string? explicitAddress, string expected) =>
        Assert.Equal(expected, RealtimeAddress.Of(new Uri(endpoint), explicitAddress, "x").AbsoluteUri);

    [Fact]
    public void Address_OfEvents_HasAPathOfItsOwn() => Assert.Equal(
        "wss://abcdefghijklmnopqrstuvwxyz.appsync-realtime-api.us-east-1.amazonaws.com/event/realtime",
        RealtimeAddress.Derive(new Uri("https://abcdefghijklmnopqrstuvwxyz.appsync-api.us-east-1.amazonaws.com/event"), null, "/realtime", "x").AbsoluteUri);

    [Theory]
    [InlineData("http://api.example.com/graphql", null)]
    [InlineData("https://api.example.com/graphql", "ws://api.example.com/x")]
    [InlineData("https://api.example.com/graphql", "ftp://api.example.com/x")]
    [InlineData("https://api.example.com/graphql", "nonsense")]
    public void Address_NotEncryptedOrNone_IsRefusedWithItsKey(string endpoint, string? explicitAddress) => Assert.Equal(
        "the key", Assert.Throws<AmplifyConfigurationException>(() => RealtimeAddress.Derive(new Uri(endpoint), explicitAddress, "", "the key")).Key);

    [Theory]
    [InlineData("""{"id":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","type":"data","payload":{"data":1}}""")]
    [InlineData("""{"payload":{"data":1},"type":"data","id":"6f9619ff-8b86-d011-b42d-00cf4fc964ff"}""")]
    [InlineData("""{ "type" : "d\u0061ta", "extra":[{"type":"x"}], "id":"6f9619ff-8b86-d011-b42d-00cf4fc964ff", "payload" : {"data":1} }""")]
    public async Task Read_AnyOrder_FindsTypeIdAndPayload(string message)
    {
        await using var fixture = new RealtimeFixture();

        IncomingFrame frame = fixture.AppSync().Read(Encoding.UTF8.GetBytes(message));

        Assert.Equal((FrameKind.Data, Id), (frame.Kind, frame.Id!.Value));
        Assert.StartsWith("""{"data":1}""", Encoding.UTF8.GetString(frame.Payload).TrimStart(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", nameof(FrameKind.Malformed))]
    [InlineData("[]", nameof(FrameKind.Malformed))]
    [InlineData("{\"type\":", nameof(FrameKind.Malformed))]
    [InlineData("{}", nameof(FrameKind.Malformed))]
    [InlineData("""{"type":5}""", nameof(FrameKind.Malformed))]
    [InlineData("""{"type":"news"}""", nameof(FrameKind.Unknown))]
    [InlineData("""{"type":"error"}""", nameof(FrameKind.Error))]
    [InlineData("""{"type":"ka"}""", nameof(FrameKind.KeepAlive))]
    public async Task Read_WhatIsNoUsualFrame_IsToldAsWhatItIs(string message, string kind)
    {
        await using var fixture = new RealtimeFixture();

        Assert.Equal(kind, fixture.AppSync().Read(Encoding.UTF8.GetBytes(message)).Kind.ToString());
    }

    [Fact]
    public async Task Events_Subscribe_SendsWhatIsSigned()
    {
        await using var fixture = new RealtimeFixture();
        var protocol = new EventsProtocol(fixture.Endpoint, fixture.Endpoint, RealtimeAuthCarrier.SubProtocol, new FrameAuthorizer(fixture.Clock));

        OutgoingFrame frame = await protocol.StartAsync(Id, """{"channel":"/default/*"}"""u8.ToArray(), fixture.Authorization, RealtimeFixture.Token);

        JsonElement sent = JsonElement.Parse(frame.Bytes);
        Assert.Equal(["type", "id", "authorization", "channel"], sent.EnumerateObject().Select(static property => property.Name));
        Assert.Equal("/default/*", sent.GetProperty("channel").GetString());
    }

    [Fact]
    public async Task GraphQLTransport_Init_CarriesAuthorizationAndSubscribeCarriesNone()
    {
        await using var fixture = new RealtimeFixture { Authorizers = [new FakeTokenAuthorizer("tok")] };
        IRealtimeProtocol protocol = fixture.GraphQLTransport();

        ConnectTarget target = await protocol.ConnectAsync(fixture.Authorization, RealtimeFixture.Token);
        OutgoingFrame frame = await protocol.StartAsync(Id, """{"query":"q"}"""u8.ToArray(), fixture.Authorization, RealtimeFixture.Token);

        Assert.Equal(["graphql-transport-ws"], target.SubProtocols);
        Assert.Equal("tok", JsonElement.Parse(target.Init).GetProperty("payload").GetProperty("Authorization").GetString());
        Assert.Equal($$$"""{"id":"{{{Id}}}","type":"subscribe","payload":{"query":"q"}}""", Encoding.UTF8.GetString(frame.Bytes));
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("a.b")]
    [InlineData("a.!!.c")]
    [InlineData("a.e30.c")]
    public void TokenExpiry_WhatTellsNone_IsNull(string token) => Assert.Null(TokenExpiry.Of(token));

    [Fact]
    public void TokenExpiry_OfAJwt_IsRead()
    {
        DateTimeOffset expires = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

        Assert.Equal(expires, TokenExpiry.Of(FakeTokenAuthorizer.Jwt(expires)));
        Assert.Equal(expires, TokenExpiry.Of($"Bearer {FakeTokenAuthorizer.Jwt(expires)}"));
    }

    // Signs the headers that the frame carries once more, as the service does.
    private static string Resign(Uri address, string body, JsonElement header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Headers.TryAddWithoutValidation("accept", header.GetProperty("accept").GetString());
        request.Content.Headers.TryAddWithoutValidation("content-encoding", header.GetProperty("content-encoding").GetString());
        request.Content.Headers.TryAddWithoutValidation("content-type", header.GetProperty("content-type").GetString());
        DateTimeOffset date = DateTimeOffset.ParseExact(
            header.GetProperty("x-amz-date").GetString()!, "yyyyMMdd'T'HHmmss'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal);
        new SigV4Signer().Sign(
            request, new AwsCredentials("AKID", "secret", "SESSION"), new SigV4Scope("eu-west-1", "appsync"), date, null, RealtimeFixture.Token);
        return request.Headers.NonValidated["Authorization"].ToString();
    }

    private static string HeaderOf(string subProtocol) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(subProtocol.AsSpan("header-".Length)));
}
