namespace Amplify.Local.AppSync.Scalars;

/// <summary>
/// One of AppSync's scalars. Values come in as what JSON and GraphQL know: a string, a whole number (<see cref="long"/>), a
/// <see cref="double"/> or a boolean.
/// </summary>
internal interface IAppSyncScalar
{
    /// <summary>Reads a value that is not null.</summary>
    /// <exception cref="ScalarException">It is none of this scalar's.</exception>
    object Read(object value);
}
