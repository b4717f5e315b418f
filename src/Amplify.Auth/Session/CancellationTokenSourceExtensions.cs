namespace Amplify.Auth.Session;

/// <summary>Ends work.</summary>
internal static class CancellationTokenSourceExtensions
{
    /// <summary>
    /// Cancels at once, and disposes of the source. What was registered is called elsewhere: it is the application's, and may fail or wait.
    /// </summary>
    public static async Task EndAsync(this CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException)
        {
            // It is about what nobody waits for any more.
        }
        finally
        {
            source.Dispose();
        }
    }
}
