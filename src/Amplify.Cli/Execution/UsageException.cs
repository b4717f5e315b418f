namespace Amplify.Cli.Execution;

/// <summary>The command line cannot be carried out as it stands.</summary>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException);
