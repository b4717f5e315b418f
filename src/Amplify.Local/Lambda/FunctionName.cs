using System.Text.RegularExpressions;
using Amplify.Local.Accounts;

namespace Amplify.Local.Lambda;

/// <summary>A function as a caller names it: by name, by partial ARN or by ARN, each with a qualifier or without.</summary>
internal readonly partial record struct FunctionName(string Name, string? Qualifier)
{
    public static string Arn(string region, string name) => $"arn:aws:lambda:{region}:{LocalAccount.Id}:function:{name}";

    public static FunctionName? Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        string qualifier = match.Groups["qualifier"].Value;
        return new FunctionName(match.Groups["name"].Value, qualifier.Length == 0 ? null : qualifier);
    }

    [GeneratedRegex(
        @"^(?:(?:arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:)?\d{12}:function:)?(?<name>[A-Za-z0-9_-]{1,140})(?::(?<qualifier>\$LATEST|[A-Za-z0-9_-]{1,128}))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
