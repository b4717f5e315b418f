namespace Amplify;

/// <summary>What a sign-up can be told.</summary>
public sealed class SignUpOptions
{
    /// <summary>Gets the user's attributes, such as <c>email</c>, <c>phone_number</c> or <c>custom:team</c>.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Attributes { get; } = new Dictionary<string, string>();

    /// <summary>Gets what the pool's trigger before the sign-up is told to decide by.</summary>
    /// <value>Default: nothing.</value>
    public IDictionary<string, string> ValidationData { get; } = new Dictionary<string, string>();

    /// <summary>Gets what the pool's triggers are told.</summary>
    /// <value>Default: nothing.</value>
    public IDictionary<string, string> ClientMetadata { get; } = new Dictionary<string, string>();
}
