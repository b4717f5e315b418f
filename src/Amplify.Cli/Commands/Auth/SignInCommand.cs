using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>auth sign-in</c>: the session is kept for other commands, such as <c>api</c> and <c>graphql</c>.</summary>
internal sealed class SignInCommand : AuthOperationCommand
{
    private readonly UserOption _username = UserOption.Username();
    private readonly PasswordOption _password = new();
    private readonly SignInAnswerOptions _answers = new();
    private readonly Option<string?> _factor = new(SignInAnswerOptions.Factor)
    {
        Description = "The factor to go on with where the pool offers several. With --flow choice, the one to begin with.",
        HelpName = string.Join('|', FactorNames.All),
    };

    private readonly ChoiceOption<SignInMethod> _flow = new(
        "--flow", ("srp", SignInMethod.Srp), ("password", SignInMethod.Password), ("choice", SignInMethod.Choice), ("custom", SignInMethod.Custom))
    {
        Description = "Prove the password without sending it, send it, choose how to sign in, or answer the pool's own questions. Default: srp.",
        HelpName = "srp|password|choice|custom",
    };

    public SignInCommand(CliContext context)
        : base(context, "sign-in", "Sign a user in. The session is kept for other commands, and renews itself.")
    {
        _factor.Validators.Add(result =>
        {
            if (!FactorNames.All.Contains(result.GetValue(_factor) ?? "", StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"{_factor.Name} is one of {string.Join(", ", FactorNames.All)}.");
            }
        });
        Add(_username);
        _password.AddTo(this, context, result => NeedsPassword(result.GetValue(_flow)));
        _answers.AddTo(this);
        Add(_factor);
        Add(_flow);
        AddCommonOptions();
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "auth sign-in --username jane --password 'Tr0ub4dor&3'",
        "auth sign-in --username jane --password 'Tr0ub4dor&3' --code 123456 --json",
        "auth sign-in --username jane --flow choice --factor email",
    ];

    protected override async Task RunAsync(AmplifyAuth auth, ParseResult arguments, CancellationToken cancellationToken)
    {
        SignInOptions options = new() { Method = arguments.GetValue(_flow) ?? SignInMethod.Srp };
        string? factor = arguments.GetValue(_factor);
        if (options.Method == SignInMethod.Choice)
        {
            options.PreferredFirstFactor = FactorNames.Find(Enum.GetValues<FirstFactor>(), factor);
        }

        string? password = NeedsPassword(options.Method) ? await _password.ReadAsync(arguments, Context, cancellationToken) : arguments.GetValue(_password);
        SignInStep step = await auth.SignInAsync(arguments.GetRequiredValue(_username), password, options, cancellationToken);
        await new SignInDialog(Context, auth, _answers.Read(arguments, password, factor)).CompleteAsync(step, cancellationToken);
        await SessionWriter.WriteAsync(Context, await auth.GetSessionAsync(cancellationToken: cancellationToken), IsJson(arguments), cancellationToken);
    }

    private static bool NeedsPassword(SignInMethod? method) => method is null or SignInMethod.Srp or SignInMethod.Password;
}
