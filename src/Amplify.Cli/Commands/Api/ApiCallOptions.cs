using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.Api;

/// <summary>The arguments and options that describe a call.</summary>
internal sealed class ApiCallOptions(bool takesBody)
{
    private const string ContentType = "Content-Type";

    private readonly Argument<string> _api = new("apiName") { Description = "The name of the API in the configuration." };
    private readonly Argument<string> _path = new("path") { Description = "The path under the API's endpoint, such as /items/1." };
    private readonly QueryOption _query = new();
    private readonly HeaderOption _headers = new("A header to send. May be repeated. With Authorization here, the request is not signed.");
    private readonly AuthModeOption _mode = new();
    private readonly Option<string?> _body = new("--body", "-d")
    {
        Description = "The body: text, @file, or @- for standard input. It is sent as application/json unless --header says otherwise.",
        HelpName = "text|@file",
    };

    public void AddTo(Command command)
    {
        command.Add(_api);
        command.Add(_path);
        if (takesBody)
        {
            command.Add(_body);
        }

        command.Add(_query);
        command.Add(_headers);
        command.Add(_mode);
    }

    public async Task<ApiCall> ReadAsync(ParseResult arguments, CliContext context, CancellationToken cancellationToken)
    {
        RestOptions options = new() { AuthMode = arguments.GetValue(_mode) };
        foreach ((string name, string value) in _query.Read(arguments))
        {
            options.QueryParameters.Add(name, value);
        }

        _headers.AddTo(options.Headers, arguments);
        byte[]? body = takesBody && arguments.GetValue(_body) is { } given
            ? await InputText.ReadBytesAsync(given, context, cancellationToken)
            : null;
        if (body is not null)
        {
            options.Headers.TryAdd(ContentType, "application/json");
        }

        return new ApiCall(arguments.GetValue(_api)!, arguments.GetValue(_path)!, body, options);
    }
}
