namespace Amplify;

/// <summary>The attributes of the cookies that hold tokens.</summary>
public sealed class CookieStorageConfiguration
{
    /// <summary>Gets or sets the domain that the cookies are sent to.</summary>
    public required string Domain { get; set; }

    /// <summary>Gets or sets the path that the cookies are sent to.</summary>
    /// <value>Default: <c>/</c>.</value>
    public string Path { get; set; } = "/";

    /// <summary>Gets or sets how long the cookies live, in days.</summary>
    /// <value>Default: 365.</value>
    public int Expires { get; set; } = 365;

    /// <summary>Gets or sets whether the cookies are sent over https only.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Secure { get; set; } = true;

    /// <summary>Gets or sets the SameSite attribute: <c>strict</c>, <c>lax</c> or <c>none</c>.</summary>
    /// <value>Default: <see langword="null"/>, the browser's own.</value>
    public string? SameSite { get; set; }
}
