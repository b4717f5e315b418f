namespace Amplify.Cli.Execution;

/// <summary>The messages of exceptions, for a person at a terminal.</summary>
internal static class ErrorText
{
    /// <summary>Gives the message on one line, without the name of a method's parameter, which means nothing here.</summary>
    public static string Of(Exception exception)
    {
        string message = exception.Message;
        if (exception is ArgumentException { ParamName: { } parameter })
        {
            message = message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal);
        }

        return string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
