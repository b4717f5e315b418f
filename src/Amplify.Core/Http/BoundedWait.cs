namespace Amplify.Core.Http;

/// <summary>Keeps code of the application within a call's deadline, also when it ignores the token that it is given.</summary>
internal static class BoundedWait
{
    public static ValueTask<T> WithinAsync<T>(this ValueTask<T> task, CancellationToken cancellationToken) =>
        task.IsCompleted ? task : new(task.AsTask().WaitAsync(cancellationToken));
}
