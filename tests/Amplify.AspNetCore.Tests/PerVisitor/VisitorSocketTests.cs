using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Amplify.Local;
using Amplify.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.AspNetCore.Tests.PerVisitor;

/// <summary>Subscriptions of visitors who are there at the same time.</summary>
public sealed class VisitorSocketTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly GraphQLOperation<JsonElement> Comments =
        new("""subscription { subscribeToEventComments(eventId: "1") { commentId } }""");

    private readonly SkippingTime _time = new(skips: false);
    private readonly ConcurrentQueue<string> _sockets = new();
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = 4;

    [Fact]
    public async Task TwoVisitorsSubscribe_NeverOnTheSameSocket()
    {
        await using LocalBackend backend = await VisitorApp.StartBackendAsync(_time);
        await using Server server = await VisitorApp.StartAsync(
            backend,
            _time,
            services => services.AddAmplifyPerVisitor(static _ => { }).ConfigureOptions((options, _) => options.WebSocketFactory = OpenAsync),
            map: app => app.MapGet("/listen", SubscribeAsync));
        using Browser ann = server.OpenBrowser(), bob = server.OpenBrowser();
        await Task.WhenAll(ann.PostAsync("/sign-in/ann"), bob.PostAsync("/sign-in/bob"));

        // Each in two tabs, all of them open until the last one is.
        string[] users = await Task.WhenAll(ann.GetAsync("/listen"), bob.GetAsync("/listen"), ann.Duplicate().GetAsync("/listen"), bob.Duplicate().GetAsync("/listen"));

        Assert.Equal(["ann", "bob", "ann", "bob"], users);
        Assert.Equal(["ann", "ann", "bob", "bob"], _sockets.Order());
    }

    private async Task<string?> SubscribeAsync(AmplifyClient amplify, CancellationToken cancellationToken)
    {
        await using Subscription<JsonElement> comments = await amplify.GraphQL.SubscribeAsync(Comments, new() { AuthMode = AuthMode.UserPool }, cancellationToken);
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _all.SetResult();
        }

        await _all.Task.WaitAsync(Longest, cancellationToken);
        return (await amplify.Auth.GetSessionAsync(cancellationToken: cancellationToken)).Username;
    }

    private async ValueTask<WebSocket> OpenAsync(WebSocketRequest request, CancellationToken cancellationToken)
    {
        _sockets.Enqueue(UserOf(request));
        var socket = new ClientWebSocket();
        request.ApplyTo(socket.Options);
        await socket.ConnectAsync(request.Address, cancellationToken);
        return socket;
    }

    // The token that a socket is opened with is in a sub-protocol: header-{base64url of JSON}.
    private static string UserOf(WebSocketRequest request)
    {
        const string Prefix = "header-";
        string headers = request.SubProtocols.Single(static name => name.StartsWith(Prefix, StringComparison.Ordinal))[Prefix.Length..];
        string token = JsonElement.Parse(Base64Url.DecodeFromChars(headers)).GetProperty("Authorization").GetString()!;
        return JsonElement.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).GetProperty("username").GetString()!;
    }
}
