using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Signing;

namespace Amplify.Cli.Input;

/// <summary>The keys to sign with: from the options, else from the usual environment variables.</summary>
internal sealed class KeyOptions
{
    private const string AccessKeyVariable = "AWS_ACCESS_KEY_ID";
    private const string SecretKeyVariable = "AWS_SECRET_ACCESS_KEY";
    private const string SessionTokenVariable = "AWS_SESSION_TOKEN";

    private readonly Option<string?> _accessKey = new("--access-key")
    {
        Description = $"The access key id. Default: {AccessKeyVariable}.",
        HelpName = "id",
    };

    private readonly Option<string?> _secretKey = new("--secret-key")
    {
        Description = $"The secret key. Default: {SecretKeyVariable}, which other users of the machine cannot see in a process list.",
        HelpName = "secret",
    };

    private readonly Option<string?> _sessionToken = new("--session-token")
    {
        Description = $"The session token of temporary keys. Default: {SessionTokenVariable}.",
        HelpName = "token",
    };

    public void AddTo(Command command)
    {
        command.Add(_accessKey);
        command.Add(_secretKey);
        command.Add(_sessionToken);
        command.Validators.Add(result =>
        {
            // Half a pair from here and half from the environment would never belong together.
            if ((result.GetValue(_accessKey) is null) != (result.GetValue(_secretKey) is null))
            {
                result.AddError("--access-key and --secret-key are given together.");
            }
            else if (result.GetValue(_sessionToken) is not null && result.GetValue(_accessKey) is null)
            {
                result.AddError("--session-token is given together with --access-key and --secret-key.");
            }
        });
    }

    /// <summary>Gives the credentials, or <see langword="null"/> when there are none.</summary>
    /// <exception cref="CommandFailedException">The credentials are incomplete or malformed.</exception>
    public AwsCredentials? Find(ParseResult arguments, CliContext context)
    {
        if (arguments.GetValue(_accessKey) is { } accessKey)
        {
            string secretKey = arguments.GetValue(_secretKey)!;
            return Create(accessKey, secretKey, arguments.GetValue(_sessionToken), "--access-key, --secret-key, --session-token");
        }

        if (context.Variable(AccessKeyVariable) is not { } id)
        {
            return null;
        }

        string secret = context.Variable(SecretKeyVariable)
            ?? throw new CommandFailedException($"{AccessKeyVariable} is set but {SecretKeyVariable} is not.");
        string origin = $"{AccessKeyVariable}, {SecretKeyVariable}, {SessionTokenVariable}";
        return Create(id, secret, context.Variable(SessionTokenVariable), origin);
    }

    /// <summary>
    /// Gives what signs an application's calls, or <see langword="null"/> for its identity pool. Keys in the environment are of another
    /// account more often than not, so they are taken only where there is no pool.
    /// </summary>
    public IAwsCredentialsProvider? FindProvider(ParseResult arguments, CliContext context, AmplifyConfiguration configuration)
    {
        bool hasPool = !string.IsNullOrWhiteSpace(configuration.Auth.IdentityPoolId);
        bool isGiven = arguments.GetValue(_accessKey) is not null;
        return (isGiven || !hasPool) && Find(arguments, context) is { } credentials ? new StaticCredentialsProvider(credentials) : null;
    }

    /// <exception cref="CommandFailedException">There are no credentials, or they are malformed.</exception>
    public AwsCredentials Get(ParseResult arguments, CliContext context) =>
        Find(arguments, context) ?? throw new CommandFailedException(
            $"There are no keys to sign with: set {AccessKeyVariable} and {SecretKeyVariable}, or give --access-key and --secret-key.");

    private static AwsCredentials Create(string accessKey, string secretKey, string? sessionToken, string origin)
    {
        try
        {
            return new AwsCredentials(accessKey, secretKey, sessionToken);
        }
        catch (ArgumentException wrong)
        {
            throw new CommandFailedException($"The keys from {origin} cannot be used. {ErrorText.Of(wrong)}", wrong);
        }
    }
}
