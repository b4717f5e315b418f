namespace Amplify.Api.Realtime.Protocols;

/// <summary>Where to connect to and what to say there, authorized now.</summary>
/// <param name="Address">The address; its query may be secret.</param>
/// <param name="SubProtocols">The sub-protocols to offer; all but the first may be secret.</param>
/// <param name="Init">The first frame.</param>
/// <param name="Authorization">What authorized it.</param>
internal sealed record ConnectTarget(Uri Address, IReadOnlyList<string> SubProtocols, byte[] Init, FrameAuthorization Authorization)
{
    public override string ToString() => RealtimeAddress.WithoutQuery(Address);
}
