using Amplify.Local;

namespace Quickstart;

/// <summary>What only a local backend allows: to read the codes that users are sent, to lose the network, and to let a day pass.</summary>
internal sealed class LocalStage(LocalBackend backend, ForwardClock clock)
{
    public async Task<string> ReadCodeAsync(string username) => (await backend.UserPool.WaitForCodeAsync(username)).Code;

    /// <summary>Cuts every connection, and each one that is made until this is undone.</summary>
    /// <returns>What brings the network back.</returns>
    public Action LoseNetwork()
    {
        FaultScript noAnswer = backend.Faults.Sequence(Fault.CutBeforeHandling.Forever());
        backend.Faults.Realtime.CutAll();
        return noAnswer.Remove;
    }

    public void LetADayPass() => clock.PutForward(TimeSpan.FromDays(1));
}
