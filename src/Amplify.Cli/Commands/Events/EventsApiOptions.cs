using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.Events;

/// <summary>What both commands of Events have: the channel, the API, and how a call is authorized.</summary>
internal sealed class EventsApiOptions
{
    private readonly Argument<string> _channel;
    private readonly ConfigurationOption _configuration = new();
    private readonly UrlOption _endpoint = UrlOption.Endpoint("--endpoint", "The HTTP URL of the API, instead of a configuration.");
    private readonly Option<string?> _region = new("--region")
    {
        Description = "With --endpoint, the region to sign for. Default: the one in the host name, else AWS_REGION, else AWS_DEFAULT_REGION.",
        HelpName = "region",
    };

    private readonly UrlOption _realtimeEndpoint = UrlOption.RealtimeEndpoint();
    private readonly AuthCarrierOption _carrier = new();
    private readonly KeyOptions _keys = new();

    /// <param name="channel">What the channel of the command may be.</param>
    public EventsApiOptions(string channel) => _channel = new Argument<string>("channel") { Description = channel };

    public AuthorizationOptions Authorization { get; } = new();

    public void AddTo(Command command)
    {
        command.Add(_channel);
        command.Add(_configuration);
        command.Add(_endpoint);
        command.Add(_region);
        command.Add(_realtimeEndpoint);
        command.Add(_carrier);
        Authorization.AddTo(command);
        _keys.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_endpoint) is null)
            {
                if (result.GetValue(_region) is not null)
                {
                    result.AddError("--region is given together with --endpoint; a configuration has its own.");
                }
            }
            else if (result.GetValue(_configuration) is not null)
            {
                result.AddError("--endpoint is given instead of --config.");
            }
        });
    }

    public string ReadChannel(ParseResult arguments) => arguments.GetValue(_channel)!;

    public AmplifyConfiguration ReadConfiguration(ParseResult arguments, CliContext context)
    {
        AmplifyConfiguration configuration = arguments.GetValue(_endpoint) is { } endpoint
            ? new()
            {
                Region = context.Variable("AWS_REGION") ?? context.Variable("AWS_DEFAULT_REGION"),
                Api = { Events = { Endpoint = endpoint, Region = arguments.GetValue(_region) } },
            }
            : _configuration.Read(arguments, context);
        configuration.Api.Events.RealtimeEndpoint = arguments.GetValue(_realtimeEndpoint) ?? configuration.Api.Events.RealtimeEndpoint;
        return configuration;
    }

    public Amplify.Signing.IAwsCredentialsProvider? FindProvider(ParseResult arguments, CliContext context, AmplifyConfiguration configuration) =>
        _keys.FindProvider(arguments, context, configuration);

    public void ApplyTo(RealtimeOptions options, ParseResult arguments) => options.AuthCarrier = arguments.GetValue(_carrier) ?? options.AuthCarrier;
}
