using System.Runtime.InteropServices;
using Amplify.Testing.Programs;

namespace Amplify.Aot.Tests;

/// <summary>The sample, compiled ahead of time, once for all tests.</summary>
public sealed class NativeSample : IAsyncLifetime
{
    /// <summary>Gets the compiled program.</summary>
    internal string Program { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (NativeToolchain.Missing is null)
        {
            string folder = await PublishedProject.PublishAsync("samples/NativeAot", "-r", RuntimeInformation.RuntimeIdentifier);
            Program = Path.Combine(folder, "NativeAot");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
