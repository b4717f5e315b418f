using Amplify.Configuration.Settings;

namespace Amplify.Configuration.Formats;

/// <summary>Tells the format of a file by what is in it: people rename these files.</summary>
internal static class FileFormat
{
    public static void Read(Setting root, AmplifyConfiguration configuration)
    {
        List<string> names = [.. root.Members().Select(member => member.Name)];
        if (names.Any(name => name.StartsWith("aws_", StringComparison.Ordinal)))
        {
            FlatFormat.Read(root, configuration);
        }
        else if (names.Contains("UserAgent") || HasPlugins(root, "api") || HasPlugins(root, "auth"))
        {
            PluginFormat.Read(root, configuration);
        }
        else if (names.Contains("version"))
        {
            OutputsFormat.Read(root, configuration);
        }
        else
        {
            throw root.Error(
                "has no settings of Amplify. Expected aws_* keys (aws-exports.js, amplifyconfiguration.json), "
                + "\"api\" or \"auth\" with \"plugins\" (amplifyconfiguration.json of mobile apps), or \"version\" (amplify_outputs.json)");
        }
    }

    private static bool HasPlugins(Setting root, string category) =>
        root.Members().Any(member => member.Name == category && member.Value.IsObject && member.Value["plugins"].IsSet);
}
