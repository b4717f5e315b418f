using System.Runtime.InteropServices;

namespace Amplify.Aot.Tests;

/// <summary>What ahead-of-time compilation needs from the machine.</summary>
internal static class NativeToolchain
{
    /// <summary>Gets what is missing, or <see langword="null"/>.</summary>
    public static string? Missing { get; } = Find();

    private static string? Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "the sample is compiled ahead of time on Linux only";
        }

        if (!IsOnPath("clang") && !IsOnPath("gcc"))
        {
            return "neither clang nor gcc is installed";
        }

        return NativeLibrary.TryLoad("libz.so", out _) ? null : "zlib's development files (zlib1g-dev) are not installed";
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
