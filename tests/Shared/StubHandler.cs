using System.Net;
using System.Text;

namespace Amplify.Testing;

/// <summary>Answers requests in memory and keeps what it was sent.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _first = new();

    public List<SentRequest> Requests { get; } = [];

    /// <summary>Gets a task that completes with the first request.</summary>
    public Task FirstRequest => _first.Task.WaitAsync(TestContext.Current.CancellationToken);

    public bool Disposed { get; private set; }

    public SentRequest Only => Assert.Single(Requests);

    public static StubHandler Answering(HttpStatusCode status, string body = "", string type = "application/json", params (string Name, string Value)[] headers) =>
        new((_, _) =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };
            foreach ((string name, string value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return Task.FromResult(response);
        });

    public static StubHandler Throwing(Exception failure) => new((_, _) => Task.FromException<HttpResponseMessage>(failure));

    /// <summary>Never answers; ends when it is cancelled, as a socket does.</summary>
    public static StubHandler Silent() => new(async (_, token) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        throw new InvalidOperationException("Unreachable.");
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SentRequest sent = await SentRequest.ReadAsync(request, cancellationToken);
        lock (_lock)
        {
            Requests.Add(sent);
        }

        _first.TrySetResult();
        return await answer(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }
}
