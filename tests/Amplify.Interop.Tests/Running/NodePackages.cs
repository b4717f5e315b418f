using Amplify.Interop.Tests.Running;
using Amplify.Testing.Programs;

[assembly: AssemblyFixture(typeof(NodePackages))]

namespace Amplify.Interop.Tests.Running;

/// <summary>The packages that the scripts import, exactly those of the lock file, installed when they are not there yet.</summary>
public sealed class NodePackages : IAsyncLifetime
{
    /// <summary>Gets the folder of the scripts. They run where they lie, since Node looks for packages beside them.</summary>
    internal static string Folder { get; } = Path.Combine(PublishedProject.Repository, "tests", "Amplify.Interop.Tests", "node");

    /// <summary>Gets what is missing, or <see langword="null"/>.</summary>
    internal static string? Missing { get; } =
        IsOnPath("node") ? IsOnPath("npm") ? null : "npm is not installed" : "Node.js is not installed";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Missing is not null || IsInstalled())
        {
            return;
        }

        ProgramRun npm = await ProgramRun.StartAsync("npm", "ci", "--prefix", Folder, "--loglevel", "error");
        Assert.True(npm.ExitCode == 0, npm.Output + npm.Errors);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // npm leaves a copy of what it has installed, once all of it is there.
    private static bool IsInstalled()
    {
        string installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        return File.Exists(installed)
            && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
