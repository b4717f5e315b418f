namespace Amplify.Local;

/// <summary>
/// An error that a resolver tells the caller, as
/// <see href="https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html">util.error</see> does in AppSync: the field becomes
/// null, and the error stands in <c>errors</c>.
/// </summary>
public sealed class AppSyncException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="errorType">What kind of error it is; callers decide by it.</param>
    /// <param name="data">The part of the result that there is after all. It is written as JSON.</param>
    /// <param name="errorInfo">More about the error. It is written as JSON.</param>
    public AppSyncException(string message, string? errorType = null, object? data = null, object? errorInfo = null)
        : base(message)
    {
        ErrorType = errorType;
        ErrorData = data;
        ErrorInfo = errorInfo;
    }

    /// <summary>Gets what kind of error it is.</summary>
    public string? ErrorType { get; }

    /// <summary>Gets the part of the result that there is after all: the error's <c>data</c>.</summary>
    public object? ErrorData { get; }

    /// <summary>Gets more about the error.</summary>
    public object? ErrorInfo { get; }
}
