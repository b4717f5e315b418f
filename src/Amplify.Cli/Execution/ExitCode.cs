namespace Amplify.Cli.Execution;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command was understood and failed; a status outside 2xx counts too.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;
}
