namespace Amplify.Cli.Execution;

/// <summary>A command failed for a reason that its message tells in full.</summary>
internal sealed class CommandFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
