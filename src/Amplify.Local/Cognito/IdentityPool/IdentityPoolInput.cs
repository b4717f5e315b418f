using System.Text.Json;
using System.Text.RegularExpressions;

namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>Reads the input of operations, holding it to the service's model.</summary>
internal static partial class IdentityPoolInput
{
    private const string IdPattern = @"[\w-]+:[0-9a-f-]+";
    private const int LongestId = 55;
    private const int MostLogins = 10;
    private const int LongestProvider = 128;
    private const int LongestToken = 50_000;

    public static string IdentityPoolId(JsonElement input) => RequiredId(input, "IdentityPoolId", "identityPoolId");

    public static string IdentityId(JsonElement input) => RequiredId(input, "IdentityId", "identityId");

    public static bool HasIdentityId(JsonElement input) => IsThere(input, "IdentityId", out _);

    /// <summary>Gives the logins, none when there is no such member.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Logins(JsonElement input)
    {
        if (!IsThere(input, "Logins", out JsonElement logins))
        {
            return [];
        }

        if (logins.ValueKind != JsonValueKind.Object)
        {
            throw IdentityPoolErrors.WrongType("Logins", "a map");
        }

        var map = new List<KeyValuePair<string, string>>();
        foreach (JsonProperty login in logins.EnumerateObject())
        {
            string token = login.Value.ValueKind == JsonValueKind.String ? login.Value.GetString()! : throw IdentityPoolErrors.WrongType("Logins", "a map of strings");
            if (login.Name.Length is 0 or > LongestProvider || token.Length is 0 or > LongestToken)
            {
                throw IdentityPoolErrors.InvalidMember(
                    $"Value at 'logins' failed to satisfy constraint: Map must have keys of 1 to {LongestProvider} and values of 1 to {LongestToken} characters");
            }

            map.Add(new(login.Name, token));
        }

        return map.Count <= MostLogins
            ? map
            : throw IdentityPoolErrors.InvalidMember($"Value at 'logins' failed to satisfy constraint: Member must have length less than or equal to {MostLogins}");
    }

    public static IReadOnlyList<string> LoginsToRemove(JsonElement input)
    {
        if (!IsThere(input, "LoginsToRemove", out JsonElement names))
        {
            throw IdentityPoolErrors.InvalidMember("Value at 'loginsToRemove' failed to satisfy constraint: Member must not be null");
        }

        return names.ValueKind == JsonValueKind.Array && names.EnumerateArray().All(static name => name.ValueKind == JsonValueKind.String)
            ? [.. names.EnumerateArray().Select(static name => name.GetString()!)]
            : throw IdentityPoolErrors.WrongType("LoginsToRemove", "a list of strings");
    }

    /// <summary>Gives how long a developer's token lasts: 15 minutes, or what was asked for, 1 second to 1 day.</summary>
    public static TimeSpan TokenDuration(JsonElement input)
    {
        if (!IsThere(input, "TokenDuration", out JsonElement value))
        {
            return TimeSpan.FromMinutes(15);
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long seconds))
        {
            throw IdentityPoolErrors.WrongType("TokenDuration", "a number");
        }

        return seconds is >= 1 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw IdentityPoolErrors.InvalidMember($"Value '{seconds}' at 'tokenDuration' failed to satisfy constraint: Member must have value between 1 and 86400");
    }

    private static bool IsThere(JsonElement input, string member, out JsonElement value) =>
        input.TryGetProperty(member, out value) && value.ValueKind != JsonValueKind.Null;

    private static string RequiredId(JsonElement input, string member, string wireName)
    {
        if (!IsThere(input, member, out JsonElement value))
        {
            throw IdentityPoolErrors.InvalidMember($"Value at '{wireName}' failed to satisfy constraint: Member must not be null");
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw IdentityPoolErrors.WrongType(member, "a string");
        }

        string id = value.GetString()!;
        if (id.Length is 0 or > LongestId)
        {
            string bound = id.Length == 0 ? "greater than or equal to 1" : $"less than or equal to {LongestId}";
            throw IdentityPoolErrors.InvalidMember($"Value '{id}' at '{wireName}' failed to satisfy constraint: Member must have length {bound}");
        }

        return IdSyntax().IsMatch(id)
            ? id
            : throw IdentityPoolErrors.InvalidMember(
                $"Value '{id}' at '{wireName}' failed to satisfy constraint: Member must satisfy regular expression pattern: {IdPattern}");
    }

    [GeneratedRegex($"^{IdPattern}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdSyntax();
}
