using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary>What a step of a sign-in asks of a person.</summary>
/// <param name="Need">What is needed, as a sentence.</param>
/// <param name="Text">The question.</param>
/// <param name="Option">The option that answers it.</param>
/// <param name="IsSecret">Whether nobody is to see the answer.</param>
internal sealed record SignInQuestion(string Need, string Text, string Option = SignInAnswerOptions.Code, bool IsSecret = false)
{
    /// <exception cref="CommandFailedException">It is something that the command line cannot answer.</exception>
    public static SignInQuestion Of(SignInStep step) => step switch
    {
        SignInStep.TotpCode => new("The user pool asks for the code of the user's authenticator app.", "Code of the authenticator app"),
        SignInStep.SmsCode sms => Sent(sms.Delivery),
        SignInStep.EmailCode email => Sent(email.Delivery),
        SignInStep.SetUpTotp setUp => new(
            $"The user pool demands an authenticator app. Add the secret {setUp.Setup.SecretCode} to one.",
            $"Add the secret {setUp.Setup.SecretCode} to an authenticator app. Code that it shows"),
        SignInStep.SetUpEmail => new("The user pool demands an e-mail address to send codes to.", "E-mail address for codes"),
        SignInStep.NewPassword temporary => new(
            $"The password is temporary.{Missing(temporary)}", "New password", SignInAnswerOptions.NewPassword, IsSecret: true),
        SignInStep.Password => new("The user pool asks for the password.", "Password", SignInAnswerOptions.Password, IsSecret: true),
        SignInStep.CustomChallenge custom => new($"The user pool asks a question of its own ({Told(custom)}).", $"Answer ({Told(custom)})"),
        SignInStep.Passkey => throw new CommandFailedException(
            $"The user pool asks for a passkey, which the command line cannot give. Choose another factor with {SignInAnswerOptions.Factor}, or sign in with an application."),
        _ => throw new CommandFailedException(
            $"The user pool asks for something that the command line cannot answer ({step.GetType().Name}). Sign in with an application."),
    };

    private static SignInQuestion Sent(CodeDelivery delivery) =>
        new($"A code was sent to {delivery.Destination}.", $"Code that was sent to {delivery.Destination}");

    private static string Missing(SignInStep.NewPassword step) => step.MissingAttributes.Count == 0
        ? ""
        : $" With a new one, the user pool demands {string.Join(", ", step.MissingAttributes.Select(static name => $"--attribute {name}=…"))}.";

    private static string Told(SignInStep.CustomChallenge step) =>
        string.Join(", ", step.Parameters.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}: {pair.Value}"));
}
