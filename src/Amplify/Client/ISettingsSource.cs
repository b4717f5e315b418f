namespace Amplify.Client;

/// <summary>Where a client's settings come from while it lives.</summary>
internal interface ISettingsSource
{
    /// <summary>Reads the settings as they are now.</summary>
    /// <exception cref="AmplifyConfigurationException">A setting cannot be used.</exception>
    AmplifyConfiguration Read();

    /// <summary>Tells of every change since the source was made, until the result is disposed of.</summary>
    IDisposable Watch(Action changed);
}
