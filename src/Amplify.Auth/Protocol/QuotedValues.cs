namespace Amplify.Auth.Protocol;

/// <summary>Cuts out of a validation error the value that it quotes: that may be a password, a code or a token.</summary>
internal static class QuotedValues
{
    private const string Before = "Value '";
    private const string After = "' at '";

    public static string CutOut(string message)
    {
        int from = 0;
        while (message.IndexOf(Before, from, StringComparison.Ordinal) is >= 0 and int start)
        {
            int end = message.IndexOf(After, start + Before.Length, StringComparison.Ordinal);
            from = start + "Value".Length;

            // What is cut off in the middle of the value has no end.
            message = end < 0 ? message[..from] : string.Concat(message.AsSpan(0, from), message.AsSpan(end + 1));
        }

        return message;
    }
}
