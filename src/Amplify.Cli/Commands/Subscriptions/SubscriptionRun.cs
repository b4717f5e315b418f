using System.CommandLine;
using System.Text.Json;
using Amplify.Cli.Execution;
using Amplify.Signing;

namespace Amplify.Cli.Commands.Subscriptions;

/// <summary>Subscribes, and prints until it is told to stop.</summary>
/// <param name="context">The surroundings.</param>
/// <param name="writer">What prints the messages.</param>
/// <param name="take">How many messages to print, or <see langword="null"/> for all that come.</param>
internal sealed class SubscriptionRun(CliContext context, SubscriptionWriter writer, int? take)
{
    // What ends the subscription is the error of the command; the client's log need not tell it as well.
    private const int ConnectionGivenUp = 405;
    private const int SubscriptionFailed = 411;

    /// <summary>Runs it until Ctrl+C, so many messages, or the server's end of it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="configuration">Where the APIs are.</param>
    /// <param name="credentials">What to sign with, or <see langword="null"/> for the configuration's identity pool.</param>
    /// <param name="configure">Sets how connections are made.</param>
    /// <param name="subscribe">Subscribes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AmplifyException">The subscription was refused, or has failed for good.</exception>
    public async Task<int> RunAsync(
        ParseResult arguments,
        AmplifyConfiguration configuration,
        IAwsCredentialsProvider? credentials,
        Action<RealtimeOptions> configure,
        Func<AmplifyClient, SubscriptionOptions<JsonElement>, Task<Subscription<JsonElement>>> subscribe,
        CancellationToken cancellationToken)
    {
        using ErrorStreamLogging logging = new(context.Error, CliRunner.IsVerbose(arguments), ConnectionGivenUp, SubscriptionFailed);
        await using CommandClient client = new(context, configuration, credentials, options =>
        {
            // A lost connection is made again without end; the log tells so.
            options.LoggerFactory = logging;
            configure(options.Realtime);
        });
        try
        {
            await using Subscription<JsonElement> subscription = await SubscribeAsync(client.Amplify, subscribe);
            await context.Error.WriteLineAsync("Subscription established. Press Ctrl+C to end it.");
            await writer.WriteAsync(subscription, take, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync("Stopped.");
        }

        return ExitCode.Done;
    }

    private static async Task<Subscription<JsonElement>> SubscribeAsync(
        AmplifyClient amplify, Func<AmplifyClient, SubscriptionOptions<JsonElement>, Task<Subscription<JsonElement>>> subscribe)
    {
        try
        {
            // Whoever reads the output may be slow; then the server waits, and nothing is lost.
            return await subscribe(amplify, new() { Overflow = OverflowPolicy.Wait });
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(ErrorText.Of(wrong), wrong);
        }
    }
}
