using System.Net.NetworkInformation;
using System.Runtime.Versioning;

namespace Amplify.Core.Network;

/// <summary>What the platform tells of the network; where it tells nothing, there is one.</summary>
internal sealed class NetworkStatus : INetworkStatus
{
    private readonly Lock _lock = new();
    private Action<bool>? _changed;

    public bool IsAvailable => OperatingSystem.IsBrowser() || IsUp();

    public event Action<bool>? Changed
    {
        add
        {
            lock (_lock)
            {
                bool first = _changed is null;
                _changed += value;
                if (first && !OperatingSystem.IsBrowser())
                {
                    NetworkChange.NetworkAvailabilityChanged += OnChanged;
                }
            }
        }

        remove
        {
            lock (_lock)
            {
                _changed -= value;
                if (_changed is null && !OperatingSystem.IsBrowser())
                {
                    NetworkChange.NetworkAvailabilityChanged -= OnChanged;
                }
            }
        }
    }

    // A container without interfaces that it may list is no reason to believe that there is no network.
    private static bool IsUp()
    {
        try
        {
            return OperatingSystem.IsBrowser() || NetworkInterface.GetIsNetworkAvailable();
        }
        catch (NetworkInformationException)
        {
            return true;
        }
    }

    [UnsupportedOSPlatform("browser")]
    private void OnChanged(object? sender, NetworkAvailabilityEventArgs change) => _changed?.Invoke(change.IsAvailable);
}
