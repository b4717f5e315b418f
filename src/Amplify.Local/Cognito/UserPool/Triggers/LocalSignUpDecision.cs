namespace Amplify.Local;

/// <summary>What is decided about a sign-up.</summary>
public sealed class LocalSignUpDecision
{
    /// <summary>Gets whether the user needs no code.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool ConfirmsUser { get; init; }

    /// <summary>Gets whether the e-mail address counts as verified.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool VerifiesEmail { get; init; }

    /// <summary>Gets whether the telephone number counts as verified.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool VerifiesPhoneNumber { get; init; }
}
