namespace Amplify.Local;

/// <summary>The schema of the local AppSync is not one.</summary>
public sealed class AppSyncSchemaException : Exception
{
    internal AppSyncSchemaException(string reason, int? line = null, int? column = null, Exception? innerException = null)
        : base(line is null ? $"The GraphQL schema is not valid: {reason}" : $"The GraphQL schema is not valid at line {line}, column {column}: {reason}", innerException)
    {
        Line = line;
        Column = column;
    }

    /// <summary>Gets the line of what is wrong, from 1.</summary>
    /// <value><see langword="null"/> where it is no one place.</value>
    public int? Line { get; }

    /// <summary>Gets the column of what is wrong, from 1.</summary>
    /// <value><see langword="null"/> where it is no one place.</value>
    public int? Column { get; }
}
