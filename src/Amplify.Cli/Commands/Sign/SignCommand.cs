using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;
using Amplify.Signing;

namespace Amplify.Cli.Commands.Sign;

/// <summary><c>sign</c>: signs one request, or with <c>--batch</c> one per line of standard input, and sends nothing.</summary>
internal sealed class SignCommand : CliCommand
{
    private readonly CliContext _context;
    private readonly SignRequestOptions _request = new();
    private readonly ScopeOptions _scope = new();
    private readonly KeyOptions _keys = new();
    private readonly Option<bool> _batch = new("--batch")
    {
        Description = "Sign the requests on standard input, one JSON object per line, and print one result per line.",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one JSON object, with the canonical request and the string to sign.",
    };

    public SignCommand(CliContext context)
        : base("sign", "Sign a request with AWS Signature Version 4 and print the headers to add to it. Nothing is sent.")
    {
        _context = context;
        _request.AddTo(this);
        _scope.AddTo(this);
        _keys.AddTo(this);
        Add(_batch);
        Add(_json);
        SetAction(RunAsync);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "sign --url https://abc.execute-api.us-east-1.amazonaws.com/prod/items --region us-east-1 --service execute-api",
        "sign --method PUT --url https://bucket.s3.amazonaws.com/a%20b --service s3 --region us-east-1 --presign 3600",
        "sign --batch < requests.jsonl > signatures.jsonl",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        string? region = _scope.FindRegion(arguments, _context);
        string? service = _scope.FindService(arguments);
        if (arguments.GetValue(_batch))
        {
            BatchDefaults defaults = new(_keys.Find(arguments, _context), region, service, _context.TimeProvider);
            return await new SignBatch(defaults).RunAsync(_context.Input, _context.Output, cancellationToken);
        }

        SigV4Scope scope = new(
            region ?? throw new UsageException("Option '--region' is required, since neither AWS_REGION nor AWS_DEFAULT_REGION is set."),
            service ?? throw new UsageException("Option '--service' is required."));
        try
        {
            SigningJob job = await _request.ReadAsync(arguments, () => _keys.Get(arguments, _context), scope, _context, cancellationToken);
            await PrintAsync(job.Run(new SigV4Signer()), arguments.GetValue(_json), cancellationToken);
        }
        catch (FormatException wrong)
        {
            throw new UsageException(wrong.Message, wrong);
        }

        return ExitCode.Done;
    }

    private async Task PrintAsync(SigningResult result, bool asJson, CancellationToken cancellationToken)
    {
        if (asJson)
        {
            await JsonOutput.WriteLineAsync(_context, result.WriteTo, cancellationToken);
        }
        else if (result.Signature.Headers.Count == 0)
        {
            await _context.Out.WriteLineAsync(result.Url);
        }
        else
        {
            foreach ((string name, string value) in result.Signature.Headers)
            {
                await _context.Out.WriteLineAsync($"{name}: {value}");
            }
        }
    }
}
