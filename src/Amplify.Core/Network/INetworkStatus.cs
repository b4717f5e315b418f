namespace Amplify.Core.Network;

/// <summary>Knows whether this machine has a network.</summary>
internal interface INetworkStatus
{
    /// <summary>Gets whether there is a network, as far as that is known.</summary>
    bool IsAvailable { get; }

    /// <summary>Raised with what <see cref="IsAvailable"/> has become.</summary>
    event Action<bool>? Changed;
}
