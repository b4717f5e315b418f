namespace Amplify.Signing.Canonical;

/// <summary>Keeps as many workspaces as can be in use at once without waiting: one for each processor.</summary>
internal sealed class WorkspacePool
{
    private readonly SigningWorkspace?[] _kept = new SigningWorkspace?[Environment.ProcessorCount];

    public SigningWorkspace Rent()
    {
        for (int i = 0; i < _kept.Length; i++)
        {
            SigningWorkspace? workspace = Interlocked.Exchange(ref _kept[i], null);
            if (workspace is not null)
            {
                return workspace;
            }
        }

        return new SigningWorkspace();
    }

    public void Return(SigningWorkspace workspace)
    {
        workspace.Clear();
        for (int i = 0; i < _kept.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _kept[i], workspace, null) is null)
            {
                return;
            }
        }

        workspace.Dispose();
    }
}
