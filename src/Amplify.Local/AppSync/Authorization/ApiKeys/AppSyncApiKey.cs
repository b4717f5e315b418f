namespace Amplify.Local;

/// <summary>A key of the local AppSync API.</summary>
public sealed class AppSyncApiKey
{
    internal AppSyncApiKey(string id, string? description, DateTimeOffset expires)
    {
        Id = id;
        Description = description;
        Expires = expires;
    }

    /// <summary>Gets the key itself, what goes into <c>x-api-key</c>: <c>da2-</c> and 26 letters and digits.</summary>
    public string Id { get; }

    /// <summary>Gets what the key is for.</summary>
    public string? Description { get; }

    /// <summary>Gets from when on the key is refused: a whole hour.</summary>
    public DateTimeOffset Expires { get; }
}
