namespace Amplify.Tests.Realtime;

/// <summary>Comments on an event with its name and a number, one after the other, each exactly once.</summary>
internal sealed class NumberingPublisher(string name, GraphQLApi api, string eventId)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly CommentHistory _history = new(api, eventId);

    public string Name => name;

    /// <summary>Gets the last number that was stored.</summary>
    public int Last { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        using var pace = new PeriodicTimer(Pace, TimeProvider.System);
        try
        {
            while (await pace.WaitForNextTickAsync(stop))
            {
                await PublishAsync($"{name}:{Last + 1}");
                Last++;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It has said enough.
        }
    }

    // A mutation whose answer was lost may have been made: it is sent again only when it was not.
    private async Task PublishAsync(string content)
    {
        while (true)
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            try
            {
                await EventApp.CommentAsync(api, eventId, content, CommentHistory.TextOf(now));
                return;
            }
            catch (AmplifyException e) when (e.IsTransient)
            {
                if (await WasStoredAsync(content, now))
                {
                    return;
                }
            }
        }
    }

    private async Task<bool> WasStoredAsync(string content, DateTimeOffset since)
    {
        while (true)
        {
            try
            {
                return await _history.SinceAsync(since, TestContext.Current.CancellationToken).AnyAsync(comment => comment.Content == content);
            }
            catch (AmplifyException e) when (e.IsTransient)
            {
                await Task.Delay(Pace, TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }
}
