using System.CommandLine;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Input;

/// <summary>What a signature is valid for: region and service.</summary>
internal sealed class ScopeOptions
{
    private readonly Option<string?> _region = new("--region")
    {
        Description = "The region to sign for, such as us-east-1. Default: AWS_REGION, else AWS_DEFAULT_REGION.",
        HelpName = "region",
    };

    private readonly Option<string?> _service = new("--service")
    {
        Description = "The service to sign for, such as execute-api, appsync, lambda or s3.",
        HelpName = "service",
    };

    public void AddTo(Command command)
    {
        command.Add(_region);
        command.Add(_service);
    }

    public string? FindRegion(ParseResult arguments, CliContext context) =>
        arguments.GetValue(_region) ?? context.Variable("AWS_REGION") ?? context.Variable("AWS_DEFAULT_REGION");

    public string? FindService(ParseResult arguments) => arguments.GetValue(_service);
}
