using System.Buffers.Text;
using System.Text;

namespace Amplify.Api.Realtime.Protocols;

/// <summary>Puts the authorization of a connect where a WebSocket handshake has room for it.</summary>
internal static class AuthorizationCarrier
{
    /// <summary>Gives address and sub-protocols for a handshake.</summary>
    public static (Uri Address, IReadOnlyList<string> SubProtocols) Put(
        RealtimeAuthCarrier carrier, Uri realtime, string protocol, byte[] authorization) => carrier switch
        {
            RealtimeAuthCarrier.QueryString => (WithQuery(realtime, authorization), [protocol]),

            // Unpadded: a sub-protocol is a token of HTTP, which has no equals sign.
            _ => (realtime, [protocol, $"header-{Base64Url.EncodeToString(authorization)}"]),
        };

    private static Uri WithQuery(Uri realtime, byte[] authorization)
    {
        var address = new StringBuilder(realtime.AbsoluteUri);
        address.Append(realtime.Query.Length > 1 ? '&' : '?');
        address.Append("header=").Append(Uri.EscapeDataString(Convert.ToBase64String(authorization)));
        address.Append("&payload=").Append(Uri.EscapeDataString(Convert.ToBase64String("{}"u8)));
        return new Uri(address.ToString());
    }
}
