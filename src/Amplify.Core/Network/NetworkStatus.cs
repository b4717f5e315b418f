using System.Net.NetworkInformation;
using System.Runtime.Versioning;

namespace Amplify.Core.Network;

/// <summary>What the platform tells of the network; where it tells nothing, there is one.</summary>
internal sealed class NetworkStatus : INetworkStatus
{
    private readonly Lock _lock = new();
    private Action<bool>? _changed;
    private bool _listensInPage;

    public bool IsAvailable => OperatingSystem.IsBrowser() ? BrowserNetwork.IsAvailable : IsUp();

    public event Action<bool>? Changed
    {
        add
        {
            lock (_lock)
            {
                bool first = _changed is null;
                _changed += value;
                if (OperatingSystem.IsBrowser())
                {
                    ListenInPage();
                }
                else if (first)
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
    [UnsupportedOSPlatform("browser")]
    private static bool IsUp()
    {
        try
        {
            return NetworkInterface.GetIsNetworkAvailable();
        }
        catch (NetworkInformationException)
        {
            return true;
        }
    }

    // Once and for good: whatever is handed to the page is another function there each time, and cannot be taken back.
    [SupportedOSPlatform("browser")]
    private void ListenInPage()
    {
        if (!_listensInPage)
        {
            _listensInPage = true;
            BrowserNetwork.Listen(available => _changed?.Invoke(available));
        }
    }

    [UnsupportedOSPlatform("browser")]
    private void OnChanged(object? sender, NetworkAvailabilityEventArgs change) => _changed?.Invoke(change.IsAvailable);
}
