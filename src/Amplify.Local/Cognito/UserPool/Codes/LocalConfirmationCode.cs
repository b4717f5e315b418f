namespace Amplify.Local;

/// <summary>A code that the local user pool would have sent.</summary>
public sealed class LocalConfirmationCode
{
    internal LocalConfirmationCode()
    {
    }

    /// <summary>Gets the user name.</summary>
    public required string Username { get; init; }

    /// <summary>Gets the user's id.</summary>
    public required string UserSub { get; init; }

    /// <summary>Gets what the code is for.</summary>
    public required LocalCodePurpose Purpose { get; init; }

    /// <summary>Gets how it would have been sent: <c>EMAIL</c> or <c>SMS</c>.</summary>
    /// <value><see langword="null"/> when the user has no address that AWS would send it to; there the user would get none.</value>
    public string? Medium { get; init; }

    /// <summary>Gets the whole address.</summary>
    /// <value><see langword="null"/> when the user has none.</value>
    public string? Destination { get; init; }

    /// <summary>Gets the code.</summary>
    public required string Code { get; init; }

    /// <summary>Gets when it was sent, by the backend's clock.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Tells whom the code is for, and not the code.</summary>
    /// <returns>The purpose and the user name.</returns>
    public override string ToString() => $"{Purpose} of {Username}";
}
