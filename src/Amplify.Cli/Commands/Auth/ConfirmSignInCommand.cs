using System.CommandLine;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>auth confirm-sign-in</c>: answers what the pool asked in a sign-in that an earlier command has begun.</summary>
internal sealed class ConfirmSignInCommand : AuthOperationCommand
{
    private readonly PasswordOption _password = new();
    private readonly SignInAnswerOptions _answers = new();

    public ConfirmSignInCommand(CliContext context)
        : base(context, "confirm-sign-in", "Go on with a sign-in: answer what the user pool asked.")
    {
        _answers.AddTo(this);
        Add(_password);
        AddCommonOptions();
    }

    public override IReadOnlyList<string> Examples { get; } =
        ["auth confirm-sign-in --code 123456", "auth confirm-sign-in --new-password 'C0rrect-horse' --json"];

    protected override async Task RunAsync(AmplifyAuth auth, ParseResult arguments, CancellationToken cancellationToken)
    {
        SignInAnswers answers = _answers.Read(arguments, arguments.GetValue(_password), factor: null);
        string answer = answers.Take(SignInAnswerOptions.Code)
            ?? answers.Take(SignInAnswerOptions.NewPassword)
            ?? answers.Take(SignInAnswerOptions.Password)
            ?? throw new UsageException($"Give the answer with {SignInAnswerOptions.Code}, {SignInAnswerOptions.NewPassword} or {SignInAnswerOptions.Password}.");
        SignInStep step = await AnswerAsync(auth, answer, answers.Options, cancellationToken);
        await new SignInDialog(Context, auth, answers).CompleteAsync(step, cancellationToken);
        await SessionWriter.WriteAsync(Context, await auth.GetSessionAsync(cancellationToken: cancellationToken), IsJson(arguments), cancellationToken);
    }

    private static async Task<SignInStep> AnswerAsync(AmplifyAuth auth, string answer, ConfirmSignInOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await auth.ConfirmSignInAsync(answer, options, cancellationToken);
        }
        catch (AmplifyAuthException e) when (e.Reason == AmplifyAuthReason.NoSignInUnderWay)
        {
            throw new CommandFailedException($"There is no sign-in to go on with. Begin one with '{CliRunner.Name} auth sign-in'.", e);
        }
        catch (ArgumentException e)
        {
            throw new CommandFailedException($"{ErrorText.Of(e)} Begin again with '{CliRunner.Name} auth sign-in', and choose with {SignInAnswerOptions.Factor}.", e);
        }
    }
}
