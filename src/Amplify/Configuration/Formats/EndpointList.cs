using Amplify.Configuration.Settings;

namespace Amplify.Configuration.Formats;

/// <summary>REST APIs, which every format writes alike, as a list of named ones or as members by name.</summary>
internal static class EndpointList
{
    /// <summary>Reads a list whose items have a <c>name</c>.</summary>
    public static void Read(IEnumerable<Setting> items, ApiConfiguration api)
    {
        EndpointNames names = new();
        foreach (Setting item in items)
        {
            Read(item, names.Add(item["name"]), api);
        }
    }

    /// <summary>Reads one API. What an earlier source said of the same name stays where this one says nothing.</summary>
    public static void Read(Setting item, string name, ApiConfiguration api)
    {
        Setting url = item["endpoint"];
        string endpoint = url.Text(SettingRule.RestUrl) ?? api.Find(name)?.Endpoint ?? throw url.Missing(SettingRule.RestUrl.Expected());
        RestEndpoint added = new()
        {
            Name = name,
            Endpoint = endpoint,
            Region = item["region"].Text(SettingRule.Region),
            Service = item["service"].Text(SettingRule.Text),
            AuthMode = item["authMode"].AuthMode() ?? item["authorizationType"].AuthMode(),
            ApiKey = item["apiKey"].Text(SettingRule.Text),
            TokenKind = item["tokenKind"].TokenKind(),
        };
        foreach ((string header, Setting value) in item["headers"].Members())
        {
            added.Headers[header] = value.Text(SettingRule.Text);
        }

        api.Add(added);
    }
}
