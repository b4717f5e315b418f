using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.Auth;

/// <summary>The options that say which user pool: a configuration, or the pool and its app client.</summary>
internal sealed class UserPoolOptions
{
    private readonly ConfigurationOption _configuration = new();
    private readonly Option<string?> _poolId = new("--user-pool-id") { Description = "The user pool, instead of a configuration.", HelpName = "id" };
    private readonly Option<string?> _clientId = new("--client-id") { Description = "With --user-pool-id, the app client of the pool.", HelpName = "id" };
    private readonly Option<string?> _region = new("--region")
    {
        Description = "With --user-pool-id, the region of a pool whose id does not tell it.",
        HelpName = "region",
    };

    private readonly UrlOption _endpoint = UrlOption.Endpoint(
        "--user-pool-endpoint", "With --user-pool-id, the URL of the service. Default: the pool's region's.");

    public void AddTo(Command command)
    {
        command.Add(_configuration);
        command.Add(_poolId);
        command.Add(_clientId);
        command.Add(_region);
        command.Add(_endpoint);
        command.Validators.Add(result =>
        {
            bool hasPool = result.GetValue(_poolId) is not null;
            if (hasPool != result.GetValue(_clientId) is not null)
            {
                result.AddError("--user-pool-id and --client-id are given together.");
            }
            else if (hasPool && result.GetValue(_configuration) is not null)
            {
                result.AddError("--user-pool-id is given instead of --config.");
            }
            else if (!hasPool && (result.GetValue(_region) ?? result.GetValue(_endpoint)) is not null)
            {
                result.AddError("--region and --user-pool-endpoint are given together with --user-pool-id; a configuration has its own.");
            }
        });
    }

    /// <exception cref="CommandFailedException">There is no configuration file.</exception>
    /// <exception cref="AmplifyConfigurationException">Something in the file is wrong.</exception>
    public AmplifyConfiguration Read(ParseResult arguments, CliContext context) => arguments.GetValue(_poolId) is not { } poolId
        ? _configuration.Read(arguments, context)
        : new AmplifyConfiguration
        {
            Auth =
            {
                UserPoolId = poolId,
                UserPoolWebClientId = arguments.GetValue(_clientId),
                Region = arguments.GetValue(_region) ?? context.Variable("AWS_REGION") ?? context.Variable("AWS_DEFAULT_REGION"),
                UserPoolEndpoint = arguments.GetValue(_endpoint),
            },
        };
}
