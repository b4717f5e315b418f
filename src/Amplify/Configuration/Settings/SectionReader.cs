using Microsoft.Extensions.Configuration;

namespace Amplify.Configuration.Settings;

/// <summary>Turns an <see cref="IConfiguration"/> into the tree that all sources become.</summary>
internal static class SectionReader
{
    // Deeper than any setting of ours; the section may be the whole configuration of an application.
    private const int MaxDepth = 8;

    public static Setting Read(IConfiguration section)
    {
        string key = (section as IConfigurationSection)?.Path ?? "";
        return new Setting(new SettingSource { IsSection = true }, key, ToNode(section, MaxDepth), line: null);
    }

    private static SettingNode ToNode(IConfiguration section, int depth)
    {
        ObjectNode node = new(line: null);
        foreach (IConfigurationSection child in depth == 0 ? [] : section.GetChildren())
        {
            node.Members[child.Key] = ToNode(child, depth - 1);
        }

        if (node.Members.Count > 0)
        {
            return node;
        }

        return (section as IConfigurationSection)?.Value is string value ? new StringNode(value, line: null) : new NullNode(line: null);
    }
}
