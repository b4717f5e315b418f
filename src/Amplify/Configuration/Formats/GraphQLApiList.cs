using Amplify.Api;
using Amplify.Configuration.Settings;

namespace Amplify.Configuration.Formats;

/// <summary>GraphQL APIs with names, which the formats that have them write alike.</summary>
internal static class GraphQLApiList
{
    /// <summary>Reads a list whose items have a <c>name</c>, or members by name: then several sources add to one API whatever their order.</summary>
    public static void Read(Setting section, ApiConfiguration api)
    {
        if (!section.IsList)
        {
            foreach ((string name, Setting item) in section.Members())
            {
                Read(item, name, api);
            }

            return;
        }

        EndpointNames names = new();
        foreach (Setting item in section.Items())
        {
            Read(item, names.Add(item["name"]), api);
        }
    }

    /// <summary>Reads one API. What an earlier source said of the same name stays where this one says nothing.</summary>
    public static void Read(Setting item, string name, ApiConfiguration api)
    {
        Setting url = item["endpoint"];
        string endpoint = url.Text(SettingRule.GraphQLUrl) ?? api.FindGraphQL(name)?.Endpoint ?? throw url.Missing(SettingRule.GraphQLUrl.Expected());
        GraphQLEndpoint added = new()
        {
            Name = name,
            Endpoint = endpoint,
            Region = item["region"].Text(SettingRule.Region),
            Service = item["service"].Text(SettingRule.Text),
            AuthMode = item["authMode"].AuthMode() ?? item["authorizationType"].AuthMode(),
            ApiKey = item["apiKey"].Text(SettingRule.Text),
            TokenKind = item["tokenKind"].TokenKind(),
            RealtimeEndpoint = item["realtimeEndpoint"].Text(SettingRule.RealtimeUrl),
        };
        added.FallbackModes.ReplaceWith(item["fallbackModes"].AuthModes());
        foreach ((string header, Setting value) in item["headers"].Members())
        {
            added.Headers[header] = value.Text(SettingRule.Text);
        }

        api.Add(added);
    }
}
