using Amplify.Core.Network;

namespace Amplify.Api.Tests.Realtime;

/// <summary>A network that comes and goes as the test says.</summary>
internal sealed class FakeNetwork : INetworkStatus
{
    public event Action<bool>? Changed;

    public bool IsAvailable { get; private set; } = true;

    public bool IsWatched => Changed is not null;

    public void Set(bool available)
    {
        IsAvailable = available;
        Changed?.Invoke(available);
    }
}
