using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary>Answers the steps of a sign-in: with what the command line gives, then with what a person at the terminal says.</summary>
internal sealed class SignInDialog(CliContext context, AmplifyAuth auth, SignInAnswers answers)
{
    /// <exception cref="CommandFailedException">There is no answer to a step. It is kept, for another command to go on from.</exception>
    public async Task CompleteAsync(SignInStep step, CancellationToken cancellationToken)
    {
        while (step is not SignInStep.Done)
        {
            step = step switch
            {
                SignInStep.SelectMfa select => await auth.ConfirmSignInAsync(await ChooseAsync(select.Allowed, cancellationToken), cancellationToken),
                SignInStep.SelectMfaSetup select => await auth.ConfirmSignInAsync(await ChooseAsync(select.Allowed, cancellationToken), cancellationToken),
                SignInStep.SelectFirstFactor select => await auth.ConfirmSignInAsync(await ChooseAsync(select.Available, cancellationToken), cancellationToken),
                _ => await AnswerAsync(SignInQuestion.Of(step), cancellationToken),
            };
        }
    }

    private async Task<SignInStep> AnswerAsync(SignInQuestion question, CancellationToken cancellationToken)
    {
        if (answers.Take(question.Option) is { } given)
        {
            return await auth.ConfirmSignInAsync(given, answers.Options, cancellationToken);
        }

        while (true)
        {
            string answer = await AskAsync(question.Text, question.IsSecret, cancellationToken) ?? throw new CommandFailedException(
                $"{question.Need} Go on with '{CliRunner.Name} auth confirm-sign-in {question.Option} …'.");
            try
            {
                return await auth.ConfirmSignInAsync(answer, answers.Options, cancellationToken);
            }
            catch (AmplifyAuthException e) when (e.Reason is AmplifyAuthReason.CodeMismatch or AmplifyAuthReason.PasswordTooWeak)
            {
                await context.Error.WriteLineAsync(ErrorText.Of(e));
            }
        }
    }

    private async Task<TFactor> ChooseAsync<TFactor>(IReadOnlyList<TFactor> allowed, CancellationToken cancellationToken)
        where TFactor : struct, Enum
    {
        string names = string.Join(", ", allowed.Select(FactorNames.Of));
        string? name = answers.Take(SignInAnswerOptions.Factor)
            ?? DefaultOf(allowed)
            ?? await AskAsync($"How to sign in ({names})", isSecret: false, cancellationToken);
        return FactorNames.Find(allowed, name) ?? throw new CommandFailedException(
            $"The user pool offers to go on with {names}. Sign in again with {SignInAnswerOptions.Factor} and one of them.");
    }

    // A code that is at hand before anything was sent is an authenticator app's.
    private string? DefaultOf<TFactor>(IReadOnlyList<TFactor> allowed)
        where TFactor : struct, Enum => answers.Find(SignInAnswerOptions.Code) is not null && allowed is IReadOnlyList<MfaType> factors && factors.Contains(MfaType.Totp)
            ? FactorNames.Of(MfaType.Totp)
            : null;

    private Task<string?> AskAsync(string question, bool isSecret, CancellationToken cancellationToken) =>
        context.Terminal?.AskAsync(question, isSecret, cancellationToken) ?? Task.FromResult<string?>(null);
}
