using Amplify.Auth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Session;

/// <summary>Tells observers what happens, in order.</summary>
internal sealed class AuthEvents(ILogger logger) : IObservable<AuthEvent>
{
    private readonly Lock _lock = new();
    private readonly List<IObserver<AuthEvent>> _observers = [];

    public IDisposable Subscribe(IObserver<AuthEvent> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_lock)
        {
            _observers.Add(observer);
        }

        return new Subscription(this, observer);
    }

    public void Tell(AuthEvent what)
    {
        IObserver<AuthEvent>[] observers;
        lock (_lock)
        {
            observers = [.. _observers];
        }

        foreach (IObserver<AuthEvent> observer in observers)
        {
            try
            {
                observer.OnNext(what);
            }
            catch (Exception e)
            {
                // Whoever is told must not change what happens: the session goes on.
                logger.ObserverFailed(what.GetType().Name, e);
            }
        }
    }

    private sealed class Subscription(AuthEvents events, IObserver<AuthEvent> observer) : IDisposable
    {
        public void Dispose()
        {
            lock (events._lock)
            {
                events._observers.Remove(observer);
            }
        }
    }
}
