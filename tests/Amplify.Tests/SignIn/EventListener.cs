using System.Collections.Concurrent;

namespace Amplify.Tests.SignIn;

/// <summary>Keeps what an application is told of its users.</summary>
internal sealed class EventListener(ConcurrentQueue<AuthEvent> told) : IObserver<AuthEvent>
{
    public void OnNext(AuthEvent value) => told.Enqueue(value);

    public void OnError(Exception error) => throw error;

    public void OnCompleted()
    {
    }
}
