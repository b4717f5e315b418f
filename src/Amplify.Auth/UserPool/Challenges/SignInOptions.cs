namespace Amplify;

/// <summary>What a sign-in can be told.</summary>
public sealed class SignInOptions
{
    /// <summary>Gets or sets how the user proves who they are.</summary>
    /// <value>Default: <see cref="SignInMethod.Srp"/>.</value>
    public SignInMethod Method { get; set; }

    /// <summary>
    /// Gets or sets the first factor to use without asking the user, with <see cref="SignInMethod.Choice"/>. A pool that does not offer it to this user
    /// tells what it does offer.
    /// </summary>
    /// <value>Default: none; the user chooses.</value>
    public FirstFactor? PreferredFirstFactor { get; set; }

    /// <summary>Gets what the pool's triggers are told.</summary>
    /// <value>Default: nothing.</value>
    public IDictionary<string, string> ClientMetadata { get; } = new Dictionary<string, string>();
}
