namespace Amplify.Cli.Commands.Auth;

/// <summary>What the command line has to answer a sign-in with. Each answer is given once: what is asked again was answered wrongly.</summary>
internal sealed class SignInAnswers(ConfirmSignInOptions options, params ReadOnlySpan<(string Option, string? Answer)> answers)
{
    private readonly Dictionary<string, string?> _answers = answers.ToArray().ToDictionary(static pair => pair.Option, static pair => pair.Answer);

    /// <summary>Gets what goes with each answer.</summary>
    public ConfirmSignInOptions Options => options;

    public string? Find(string option) => _answers.GetValueOrDefault(option);

    /// <summary>Gives the answer of an option, or <see langword="null"/> when there is none, or none any more.</summary>
    public string? Take(string option) => _answers.Remove(option, out string? answer) ? answer : null;
}
