namespace Amplify.Api.Realtime.Protocols;

/// <summary>A frame to send, authorized now.</summary>
internal sealed record OutgoingFrame(byte[] Bytes, FrameAuthorization? Authorization)
{
    public override string ToString() => "a frame";
}
