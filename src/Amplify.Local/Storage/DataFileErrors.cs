using Microsoft.Data.Sqlite;

namespace Amplify.Local.Storage;

/// <summary>Tells why a data file cannot be used, and what to do.</summary>
internal static class DataFileErrors
{
    // https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int NoDatabase = 26;

    public static IOException Unusable(string file, SqliteException cause) =>
        new($"The data file {file} cannot be used: {ReasonOf(cause)}", cause);

    private static string ReasonOf(SqliteException cause) => cause.SqliteErrorCode switch
    {
        NoDatabase => "it is no database. Name another file, or one that is not there yet and is created.",
        Corrupt => "it is damaged. Delete it to start anew, or name another file.",
        Busy or Locked => "another backend, or another program, has it open. Stop that one, or name another file.",
        _ => $"{cause.Message.TrimEnd('.')}. Check that it is a file, and that it and its folder can be written.",
    };
}
