using System.CommandLine;

namespace Amplify.Cli.Execution;

/// <summary>What is wrong with a command line, in words that repeat no secret.</summary>
internal static class UsageErrors
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        IReadOnlyList<string> unmatched = parsed.UnmatchedTokens;
        List<string> unknownOptions = [.. unmatched.Where(IsOption).Select(static token => $"Unknown option '{NameOf(token)}'.")];
        if (unknownOptions.Count > 0)
        {
            // What follows an unknown option is its value, and of a mistyped --secret-key that is a secret.
            return unknownOptions;
        }

        List<string> errors = [.. parsed.Errors.Select(static error => error.Message).Distinct()];
        return errors.Count > 0 ? errors : ["A command is missing."];
    }

    private static bool IsOption(string token) => token.StartsWith('-') && token.Length > 1;

    private static string NameOf(string token) => token.Split(['=', ':'], 2)[0];
}
