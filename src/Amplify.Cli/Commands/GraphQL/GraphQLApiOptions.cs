using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.GraphQL;

/// <summary>The options that say where an operation is sent: an API of the configuration, or a URL.</summary>
internal sealed class GraphQLApiOptions
{
    // The name that an API at a URL gets here; nobody sees it but in messages.
    private const string EndpointName = "--endpoint";

    private readonly ConfigurationOption _configuration = new();
    private readonly Option<string?> _api = new("--api")
    {
        Description = "The name of the GraphQL API, where it is not the configuration's default one.",
        HelpName = "name",
    };

    private readonly UrlOption _endpoint = UrlOption.Endpoint(EndpointName, "The URL of the API, instead of a configuration.");
    private readonly Option<string?> _region = new("--region")
    {
        Description = "With --endpoint, the region to sign for. Default: the one in the host name, else AWS_REGION, else AWS_DEFAULT_REGION.",
        HelpName = "region",
    };

    public void AddTo(Command command)
    {
        command.Add(_configuration);
        command.Add(_api);
        command.Add(_endpoint);
        command.Add(_region);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_endpoint) is null)
            {
                if (result.GetValue(_region) is not null)
                {
                    result.AddError("--region is given together with --endpoint; a configuration has its own.");
                }
            }
            else if (result.GetValue(_configuration) is not null || result.GetValue(_api) is not null)
            {
                result.AddError("--endpoint is given instead of --config and --api.");
            }
        });
    }

    public AmplifyConfiguration ReadConfiguration(ParseResult arguments, CliContext context)
    {
        if (arguments.GetValue(_endpoint) is not { } endpoint)
        {
            return _configuration.Read(arguments, context);
        }

        return new AmplifyConfiguration
        {
            Region = context.Variable("AWS_REGION") ?? context.Variable("AWS_DEFAULT_REGION"),
            Api = { GraphQLApis = { new GraphQLEndpoint { Name = EndpointName, Endpoint = endpoint, Region = arguments.GetValue(_region) } } },
        };
    }

    /// <summary>Says where the API that the options name is subscribed to.</summary>
    public void SetRealtimeEndpoint(ParseResult arguments, AmplifyConfiguration configuration, string url)
    {
        if (NameOf(arguments) is not { } name)
        {
            configuration.Api.AppSync.RealtimeEndpoint = url;
            return;
        }

        foreach (GraphQLEndpoint api in configuration.Api.GraphQLApis.Where(api => api.Name == name))
        {
            api.RealtimeEndpoint = url;
        }
    }

    public GraphQLApi Find(ParseResult arguments, AmplifyClient amplify) =>
        NameOf(arguments) is { } name ? amplify.GraphQL.Named(name) : amplify.GraphQL;

    private string? NameOf(ParseResult arguments) => arguments.GetValue(_endpoint) is null ? arguments.GetValue(_api) : EndpointName;
}
