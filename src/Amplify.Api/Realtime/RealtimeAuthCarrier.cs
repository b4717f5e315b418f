namespace Amplify;

/// <summary>Where the handshake of a realtime connection to AppSync carries its authorization.</summary>
public enum RealtimeAuthCarrier
{
    /// <summary>In a second sub-protocol, <c>header-…</c>. It appears in no access log.</summary>
    SubProtocol,

    /// <summary>In the query, as older clients do; for servers and proxies that know or allow no other form. It may appear in access logs.</summary>
    QueryString,
}
