namespace Amplify;

/// <summary>What a sign-in can be told.</summary>
public sealed class SignInOptions
{
    /// <summary>Gets or sets how the user proves who they are.</summary>
    /// <value>Default: <see cref="SignInMethod.Srp"/>.</value>
    public SignInMethod Method { get; set; }

    /// <summary>Gets what the pool's triggers are told.</summary>
    /// <value>Default: nothing.</value>
    public IDictionary<string, string> ClientMetadata { get; } = new Dictionary<string, string>();
}
