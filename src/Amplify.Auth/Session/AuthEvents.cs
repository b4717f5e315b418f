using Amplify.Auth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Session;

/// <summary>Tells observers what happens, in order, and one thing at a time.</summary>
internal sealed class AuthEvents(ILogger logger) : IObservable<AuthEvent>
{
    private readonly Lock _lock = new();
    private readonly List<IObserver<AuthEvent>> _observers = [];
    private readonly Queue<AuthEvent> _untold = new();
    private bool _isTelling;

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
        Add([what]);
        TellAll();
    }

    /// <summary>Adds what the next <see cref="TellAll"/> tells, so that whoever adds decides on the order.</summary>
    public void Add(IEnumerable<AuthEvent> happened)
    {
        lock (_lock)
        {
            foreach (AuthEvent what in happened)
            {
                _untold.Enqueue(what);
            }
        }
    }

    public void TellAll()
    {
        lock (_lock)
        {
            if (_isTelling)
            {
                // Whoever is telling tells this too: another thread, or an observer of this one that has made it happen.
                return;
            }

            _isTelling = true;
        }

        while (Next() is var (next, observers))
        {
            foreach (IObserver<AuthEvent> observer in observers)
            {
                Guard(next.GetType().Name, () => observer.OnNext(next));
            }
        }
    }

    /// <summary>Raises an event of .NET in the same way: a handler that fails disturbs nobody.</summary>
    public void Raise(string name, EventHandler? handlers, object sender)
    {
        foreach (EventHandler handler in Delegate.EnumerateInvocationList(handlers))
        {
            Guard(name, () => handler(sender, EventArgs.Empty));
        }
    }

    private (AuthEvent Event, IObserver<AuthEvent>[] Observers)? Next()
    {
        lock (_lock)
        {
            _isTelling = _untold.TryDequeue(out AuthEvent? next);
            return next is null ? null : (next, [.. _observers]);
        }
    }

    private void Guard(string name, Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception e)
        {
            // Whoever is told must not change what happens: the session goes on.
            logger.ObserverFailed(name, e);
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
