namespace Amplify.Local;

/// <summary>Whether the local user pool remembers the devices that users sign in on.</summary>
public enum LocalDeviceTracking
{
    /// <summary>It does not.</summary>
    Off,

    /// <summary>It remembers each device that a client confirms.</summary>
    Always,

    /// <summary>It remembers those that the user wants to be remembered.</summary>
    OptIn,
}
