namespace Amplify;

/// <summary>What a second factor of a user is to be.</summary>
public enum MfaSetting
{
    /// <summary>Not used.</summary>
    Disabled,

    /// <summary>Used, and not asked for first.</summary>
    Enabled,

    /// <summary>Used, and asked for first.</summary>
    Preferred,
}
