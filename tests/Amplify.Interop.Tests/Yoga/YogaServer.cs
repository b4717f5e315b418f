using Amplify.Interop.Tests.Running;

namespace Amplify.Interop.Tests.Yoga;

/// <summary>A GraphQL server from npm that is not AppSync.</summary>
public sealed class YogaServer : IAsyncLifetime
{
    private NodeProgram? _program;

    internal string Url { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (NodePackages.Missing is null)
        {
            _program = NodeProgram.Start("graphql-yoga.mjs");
            Url = (await _program.ReadAsync()).GetProperty("url").GetString()!;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }
    }
}
