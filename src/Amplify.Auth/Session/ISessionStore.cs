namespace Amplify.Auth.Session;

/// <summary>Keeps who is signed in between runs, as one value, so that a store never holds parts of two.</summary>
internal interface ISessionStore<T>
    where T : class
{
    /// <summary>Gives who is signed in, or <see langword="null"/> for nobody.</summary>
    ValueTask<T?> ReadAsync(CancellationToken cancellationToken);

    /// <param name="session">Who is signed in, or <see langword="null"/> for nobody.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    ValueTask WriteAsync(T? session, CancellationToken cancellationToken);
}
