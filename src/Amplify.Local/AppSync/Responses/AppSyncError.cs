using GraphQL;

namespace Amplify.Local.AppSync.Responses;

/// <summary>An entry of <c>errors</c>.</summary>
internal sealed class AppSyncError : ExecutionError
{
    private AppSyncError(AppSyncErrorKind kind, string message)
        : base(message) => Kind = kind;

    public AppSyncErrorKind Kind { get; }

    public string? ErrorType { get; private init; }

    public object? ErrorData { get; private init; }

    public object? ErrorInfo { get; private init; }

    public static AppSyncError Of(AppSyncException exception) => new(AppSyncErrorKind.Field, exception.Message)
    {
        ErrorType = exception.ErrorType,
        ErrorData = exception.ErrorData,
        ErrorInfo = exception.ErrorInfo,
    };

    public static AppSyncError NotAuthorized(string field, string type) =>
        OfField("Unauthorized", $"Not Authorized to access {field} on type {type}");

    public static AppSyncError OfField(string errorType, string message) => new(AppSyncErrorKind.Field, message) { ErrorType = errorType };

    /// <summary>A document or variables that cannot be run.</summary>
    public static AppSyncError OfRequest(string message) => new(AppSyncErrorKind.Request, message);

    /// <summary>A resolver's value that does not fit the schema.</summary>
    public static AppSyncError OfCompletion(string message) => new(AppSyncErrorKind.Completion, message);
}
