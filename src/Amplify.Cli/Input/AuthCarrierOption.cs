namespace Amplify.Cli.Input;

/// <summary><c>--auth-carrier</c>: where the handshake with AppSync carries its authorization.</summary>
internal sealed class AuthCarrierOption : ChoiceOption<RealtimeAuthCarrier>
{
    public AuthCarrierOption()
        : base("--auth-carrier", ("header", RealtimeAuthCarrier.SubProtocol), ("query", RealtimeAuthCarrier.QueryString))
    {
        Description = "Where the handshake with AppSync carries its authorization: a header (the sub-protocol) or the query. Default: header.";
        HelpName = "header|query";
    }
}
