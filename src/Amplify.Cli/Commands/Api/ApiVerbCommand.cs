using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.Api;

/// <summary><c>api get</c> and its siblings: one call, whose body goes to standard output.</summary>
internal sealed class ApiVerbCommand : CliCommand
{
    private readonly CliContext _context;
    private readonly HttpMethod _method;
    private readonly ApiCallOptions _call;
    private readonly KeyOptions _keys = new();
    private readonly ConfigurationOption _configuration = new();
    private readonly Option<bool> _include = new("--include", "-i")
    {
        Description = "Print the status line and the headers before the body.",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one JSON object: {\"status\":…,\"headers\":{…},\"body\":…}.",
    };

    public ApiVerbCommand(CliContext context, HttpMethod method, string description)
        : base(method.Method.ToLowerInvariant(), description)
    {
        _context = context;
        _method = method;
        _call = new ApiCallOptions(takesBody: method != HttpMethod.Get && method != HttpMethod.Head);
        _call.AddTo(this);
        Add(_configuration);
        Add(_include);
        Add(_json);
        _keys.AddTo(this);
        SetAction(RunAsync);
    }

    public override IReadOnlyList<string> Examples => _method.Method switch
    {
        "GET" => ["api get MyCloudApi /items --query order=name", "api get MyCloudApi /items/1 --include"],
        "HEAD" => ["api head MyCloudApi /items/1 --include"],
        "DELETE" => ["api delete MyCloudApi /items/1"],
        _ => [$$"""api {{Name}} MyCloudApi /items --body '{"id":"1","name":"tea"}'""", $"api {Name} MyCloudApi /items --body @item.json"],
    };

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        AmplifyConfiguration configuration = _configuration.Read(arguments, _context);
        await using CommandClient client = new(_context, configuration, _keys.FindProvider(arguments, _context, configuration));
        ApiCall call = await _call.ReadAsync(arguments, _context, cancellationToken);
        using RestResponse response = await SendAsync(client.Amplify.Rest, call, cancellationToken);
        await new ApiResponseWriter(_context).WriteAsync(
            response, arguments.GetValue(_json), arguments.GetValue(_include), cancellationToken);
        if (response.IsSuccess)
        {
            return ExitCode.Done;
        }

        try
        {
            response.EnsureSuccess();
        }
        catch (ApiException refusal)
        {
            throw new CommandFailedException(refusal.Message, refusal);
        }

        return ExitCode.Failed;
    }

    private async Task<RestResponse> SendAsync(RestApi api, ApiCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await api.SendAsync(_method, call.ApiName, call.Path, call.Body, call.Options, cancellationToken);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(ErrorText.Of(wrong), wrong);
        }
    }
}
