using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary>Prints how far a sign-up is.</summary>
internal static class SignUpWriter
{
    public static async Task WriteAsync(CliContext context, string username, SignUpStep step, bool asJson, CancellationToken cancellationToken)
    {
        (string? userSub, CodeDelivery? delivery) = step switch
        {
            SignUpStep.ConfirmSignUp confirm => (confirm.UserSub, confirm.Delivery),
            SignUpStep.Done done => (done.UserSub, null),
            _ => (null, null),
        };
        bool confirmed = step is SignUpStep.Done;
        if (!asJson)
        {
            await context.Out.WriteLineAsync(confirmed
                ? $"{username} is confirmed and can sign in."
                : $"{username} is signed up. {Next(username, delivery)}");
            return;
        }

        await JsonOutput.WriteLineAsync(
            context,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("username", username);
                json.WriteBoolean("confirmed", confirmed);
                json.WriteString("userSub", userSub);
                json.WriteString("deliveryMedium", delivery?.Medium);
                json.WriteString("destination", delivery?.Destination);
                json.WriteEndObject();
            },
            cancellationToken);
    }

    private static string Next(string username, CodeDelivery? delivery) => delivery is null
        ? "An administrator has to confirm that."
        : $"A code was sent to {delivery.Destination}; confirm with '{CliRunner.Name} auth confirm --username {username} --code …'.";
}
