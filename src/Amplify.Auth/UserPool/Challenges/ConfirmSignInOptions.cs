namespace Amplify;

/// <summary>What an answer in a sign-in can have with it.</summary>
public sealed class ConfirmSignInOptions
{
    /// <summary>Gets attributes that go with a new password: those of <see cref="SignInStep.NewPassword.MissingAttributes"/>.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Attributes { get; } = new Dictionary<string, string>();

    /// <summary>Gets or sets what an authenticator app that is being set up is called.</summary>
    /// <value>Default: nothing.</value>
    public string? DeviceName { get; set; }

    /// <summary>Gets what the pool's triggers are told.</summary>
    /// <value>Default: what they were told when the sign-in began.</value>
    public IDictionary<string, string> ClientMetadata { get; } = new Dictionary<string, string>();
}
