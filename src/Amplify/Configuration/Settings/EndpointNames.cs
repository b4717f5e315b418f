namespace Amplify.Configuration.Settings;

/// <summary>The names of the APIs in one list, each of which must be there and differ from the others.</summary>
internal sealed class EndpointNames
{
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);

    public string Add(Setting setting)
    {
        string name = setting.RequiredText(SettingRule.Name);
        return _keys.TryAdd(name, setting.Key)
            ? name
            : throw setting.Error($"is \"{name}\", as {_keys[name]} is already. Each API needs a name of its own");
    }
}
