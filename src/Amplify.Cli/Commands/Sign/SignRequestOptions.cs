using System.CommandLine;
using System.Text;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;
using Amplify.Signing;

namespace Amplify.Cli.Commands.Sign;

/// <summary>The options that describe one request.</summary>
internal sealed class SignRequestOptions
{
    private readonly Option<string> _method = new("--method", "-X")
    {
        Description = "The HTTP method.",
        HelpName = "method",
        DefaultValueFactory = static _ => "GET",
    };

    private readonly Option<string?> _url = new("--url")
    {
        Description = "The URL, percent-encoded as it will be sent; it is taken as it is. Required without --batch.",
        HelpName = "url",
    };

    private readonly HeaderOption _headers = new("A header that will be sent, and is signed. May be repeated. Host is made of the URL.");

    private readonly Option<string?> _body = new("--body", "-d") { Description = "The body, as text.", HelpName = "text" };

    private readonly Option<string?> _bodyFile = new("--body-file") { Description = "A file that holds the body.", HelpName = "file" };

    private readonly Option<string?> _time = new("--time")
    {
        Description = "The time of signing, such as 2015-08-30T12:36:00Z. Default: now.",
        HelpName = "time",
    };

    private readonly NumberOption _presign = new("--presign", 1, 604_800)
    {
        Description = "Make a URL that carries its signature and is valid for so many seconds, up to 604800.",
        HelpName = "seconds",
    };

    private readonly Option<bool> _unsignedPayload = new("--unsigned-payload")
    {
        Description = "Leave the body outside the signature (UNSIGNED-PAYLOAD). For https only.",
    };

    private readonly Option<bool> _noNormalize = new("--no-normalize")
    {
        Description = "Sign the path without resolving '.', '..' and '//' in it.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_method, _url, _headers, _body, _bodyFile, _time, _presign, _unsignedPayload, _noNormalize])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_body) is not null && result.GetValue(_bodyFile) is not null)
            {
                result.AddError("Give --body or --body-file, not both.");
            }
        });
    }

    /// <param name="arguments">The command line.</param>
    /// <param name="credentials">Asked for last, so that a mistake on the command line is told before a missing key.</param>
    /// <param name="scope">The region and service.</param>
    /// <param name="context">The surroundings.</param>
    /// <param name="cancellationToken">Cancels reading the body.</param>
    public async Task<SigningJob> ReadAsync(
        ParseResult arguments, Func<AwsCredentials> credentials, SigV4Scope scope, CliContext context, CancellationToken cancellationToken)
    {
        RawUrl url = RawUrl.Parse(arguments.GetValue(_url) ?? throw new UsageException("Option '--url' is required."));
        DateTimeOffset time = arguments.GetValue(_time) is { } text ? Timestamp.Parse(text) : context.TimeProvider.GetUtcNow();
        return new SigningJob
        {
            Method = arguments.GetValue(_method)!,
            Url = url,
            Headers = [.. _headers.Read(arguments)],
            PayloadHash = await HashBodyAsync(arguments, context, cancellationToken),
            Scope = scope,
            Time = time,
            ExpiresInSeconds = arguments.GetValue(_presign),
            Options = new SigV4Options
            {
                NormalizePath = !arguments.GetValue(_noNormalize),
                UnsignedPayload = arguments.GetValue(_unsignedPayload),
                CaptureCanonicalRequest = true,
            },
            Credentials = credentials(),
        };
    }

    private async Task<string> HashBodyAsync(ParseResult arguments, CliContext context, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_bodyFile) is not { } file)
        {
            return SigV4PayloadHash.Of(Encoding.UTF8.GetBytes(arguments.GetValue(_body) ?? ""));
        }

        await using FileStream body = File.OpenRead(context.FullPath(file));
        return await SigV4PayloadHash.OfAsync(body, cancellationToken);
    }
}
