using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>auth sign-in</c>: the session is kept for other commands, such as <c>api</c> and <c>graphql</c>.</summary>
internal sealed class SignInCommand : AuthOperationCommand
{
    private readonly UserOption _username = UserOption.Username();
    private readonly UserOption _password = UserOption.Password();
    private readonly Option<string?> _code = new("--code")
    {
        Description = "The code of the user's authenticator app, where the pool asks for one.",
        HelpName = "code",
    };

    private readonly Option<string?> _newPassword = new("--new-password")
    {
        Description = "A new password, where the one at hand is temporary.",
        HelpName = "password",
    };

    private readonly ChoiceOption<SignInMethod> _flow = new("--flow", ("srp", SignInMethod.Srp), ("password", SignInMethod.Password))
    {
        Description = "Prove the password without sending it, or send it. Default: srp.",
        HelpName = "srp|password",
    };

    public SignInCommand(CliContext context)
        : base(context, "sign-in", "Sign a user in. The session is kept for other commands, and renews itself.")
    {
        Add(_username);
        Add(_password);
        Add(_code);
        Add(_newPassword);
        Add(_flow);
        AddCommonOptions();
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "auth sign-in --username jane --password 'Tr0ub4dor&3'",
        "auth sign-in --username jane --password 'Tr0ub4dor&3' --code 123456 --json",
    ];

    protected override async Task RunAsync(AmplifyAuth auth, ParseResult arguments, CancellationToken cancellationToken)
    {
        SignInOptions options = new() { Method = arguments.GetValue(_flow) ?? SignInMethod.Srp };
        SignInStep step = await auth.SignInAsync(
            arguments.GetRequiredValue(_username), arguments.GetRequiredValue(_password), options, cancellationToken);
        string? code = arguments.GetValue(_code), newPassword = arguments.GetValue(_newPassword);
        while (step is not SignInStep.Done)
        {
            // Each answer is given once: what is asked again was answered wrongly.
            step = step switch
            {
                SignInStep.TotpCode or SignInStep.SmsCode or SignInStep.EmailCode when Take(ref code) is { } answer =>
                    await auth.ConfirmSignInAsync(answer, cancellationToken: cancellationToken),
                SignInStep.SelectMfa select when code is not null && select.Allowed.Contains(MfaType.Totp) =>
                    await auth.ConfirmSignInAsync(MfaType.Totp, cancellationToken),
                SignInStep.NewPassword when Take(ref newPassword) is { } answer =>
                    await auth.ConfirmSignInAsync(answer, cancellationToken: cancellationToken),
                _ => throw new CommandFailedException(NeedOf(step)),
            };
        }

        await SessionWriter.WriteAsync(Context, await auth.GetSessionAsync(cancellationToken: cancellationToken), IsJson(arguments), cancellationToken);
    }

    private static string? Take(ref string? answer)
    {
        string? taken = answer;
        answer = null;
        return taken;
    }

    private static string NeedOf(SignInStep step) => step switch
    {
        SignInStep.TotpCode => "The user pool asks for the code of the user's authenticator app. Give it with --code.",
        SignInStep.NewPassword => "The password is temporary. Give a new one with --new-password.",
        _ => $"The user pool asks for something that the command line cannot answer ({step.GetType().Name}). Sign in with an application.",
    };
}
