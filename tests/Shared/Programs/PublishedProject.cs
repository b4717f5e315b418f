namespace Amplify.Testing.Programs;

/// <summary>Publishes projects of the repository as a user would. What has not changed since the last time is not built again.</summary>
internal static class PublishedProject
{
    public static string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    /// <summary>Publishes for release and fails the test on any warning, since each is an error.</summary>
    /// <returns>The folder that it was published to.</returns>
    public static async Task<string> PublishAsync(string project, params string[] arguments)
    {
        // Intermediate files of its own too: test projects run side by side, and the developer may be building.
        string artifacts = Path.Combine(Repository, "artifacts", "published-by-tests", Path.GetFileName(project));
        string folder = Path.Combine(artifacts, "app");

        // Build servers would keep the pipes of this process open after the build has ended.
        ProgramRun run = await ProgramRun.StartAsync(
            "dotnet",
            [
                "publish", Path.Combine(Repository, project), "-c", "Release", "-o", folder,
                "--artifacts-path", artifacts, "-v", "minimal", "--disable-build-servers", .. arguments,
            ]);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.DoesNotContain("warning ", run.Output, StringComparison.Ordinal);
        return folder;
    }

    private static string FindRepository(string folder) =>
        File.Exists(Path.Combine(folder, "Amplify.slnx"))
            ? folder
            : FindRepository(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Amplify.slnx is in no parent folder."));
}
