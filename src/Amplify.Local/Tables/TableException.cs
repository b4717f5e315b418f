namespace Amplify.Local.Tables;

/// <summary>Ends a request to the table API with a status and a message for the caller.</summary>
internal sealed class TableException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}
