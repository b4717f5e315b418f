namespace Amplify.Cli.Execution;

/// <summary>A person at a terminal, who can be asked.</summary>
internal interface ITerminal
{
    /// <summary>Asks a question, beside the result of the command.</summary>
    /// <param name="question">The question, without a colon.</param>
    /// <param name="isSecret">Whether nobody is to see the answer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer, or <see langword="null"/> when the person gives none.</returns>
    Task<string?> AskAsync(string question, bool isSecret, CancellationToken cancellationToken);
}
