namespace Amplify;

/// <summary>How a user proves who they are.</summary>
public enum SignInMethod
{
    /// <summary>With a password that never leaves the machine: the Secure Remote Password protocol.</summary>
    Srp,

    /// <summary>With a password that is sent to the pool, as pools need it that look users up in another directory. The app client must allow it.</summary>
    Password,

    /// <summary>By what the pool's own triggers ask.</summary>
    Custom,

    /// <summary>With a password that never leaves the machine, then by what the pool's own triggers ask.</summary>
    CustomAfterSrp,

    /// <summary>
    /// By a first factor that the user chooses of those that the pool offers, passwordless ones too: see <see cref="SignInOptions.PreferredFirstFactor"/>
    /// and <see cref="SignInStep.SelectFirstFactor"/>. The app client must allow it.
    /// </summary>
    Choice,
}
