using Amplify.Configuration.Settings;

namespace Amplify.Configuration.Formats;

/// <summary>Tells the format of a file by what is in it: people rename these files.</summary>
internal static class FileFormat
{
    public static void Read(Setting root, AmplifyConfiguration configuration)
    {
        List<string> names = [.. root.Members().Select(member => member.Name)];
        bool isFlat = names.Any(name => name.StartsWith("aws_", StringComparison.Ordinal));
        bool hasPlugins = (!isFlat && names.Contains("UserAgent")) || HasPlugins(root, "api") || HasPlugins(root, "auth");
        bool isOutputs = !hasPlugins && names.Contains("version") && (!isFlat || names.Any(name => name is "auth" or "data" or "custom"));
        if (hasPlugins)
        {
            PluginFormat.Read(root, configuration);
        }
        else if (isOutputs)
        {
            OutputsFormat.Read(root, configuration);
        }
        else if (!isFlat)
        {
            throw root.Error(
                "has no settings of Amplify. Expected aws_* keys (aws-exports.js, amplifyconfiguration.json), "
                + "\"api\" or \"auth\" with \"plugins\" (amplifyconfiguration.json of mobile apps), or \"version\" (amplify_outputs.json)");
        }

        // Beside the sections of the other formats too, where somebody has added an API of Gen 1 to them; then they win.
        if (isFlat)
        {
            AmplifyConfiguration flat = new();
            FlatFormat.Read(root, flat);
            configuration.Add(flat);
        }
    }

    private static bool HasPlugins(Setting root, string category) =>
        root.Members().Any(member => member.Name == category && member.Value.IsObject && member.Value["plugins"].IsSet);
}
