using Amplify.Auth.UserPool.Messages;

namespace Amplify.Auth.UserPool.Accounts;

/// <summary>Attributes as the service has them: a list of names and values.</summary>
internal static class NamedValues
{
    /// <summary>Gives the list, or <see langword="null"/> for none, which is then not sent.</summary>
    public static IReadOnlyList<AccountMessages.NamedValue>? From(IEnumerable<KeyValuePair<string, string>> values)
    {
        List<AccountMessages.NamedValue> list = [.. values.Select(pair => new AccountMessages.NamedValue { Name = pair.Key, Value = pair.Value })];
        return list.Count == 0 ? null : list;
    }

    public static Dictionary<string, string> ToDictionary(IEnumerable<AccountMessages.NamedValue>? list)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (AccountMessages.NamedValue pair in list ?? [])
        {
            if (pair.Name is not null)
            {
                values[pair.Name] = pair.Value ?? "";
            }
        }

        return values;
    }
}
