using System.CommandLine;

namespace Amplify.Cli.Input;

/// <summary><c>--realtime-endpoint URL</c>: where the WebSocket is opened.</summary>
internal sealed class RealtimeEndpointOption : Option<string?>
{
    public RealtimeEndpointOption()
        : base("--realtime-endpoint")
    {
        Description = "The WebSocket URL of the API, where it is neither configured nor follows from the API's URL.";
        HelpName = "url";
    }
}
