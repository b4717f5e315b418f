namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>Gives the messages of a subscription to an observer.</summary>
internal sealed class SubscriptionObservable<T>(Subscription<T> subscription) : IObservable<T>
{
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var observation = new Observation(subscription, observer);
        _ = Task.Run(observation.RunAsync);
        return observation;
    }

    private sealed class Observation(Subscription<T> subscription, IObserver<T> observer) : IDisposable
    {
        // Held during a notification, so that none is under way when Dispose returns.
        private readonly Lock _lock = new();
        private bool _isDisposed;

        public async Task RunAsync()
        {
            try
            {
                await GiveAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Nobody is left who would take messages.
                Dispose();
                subscription.ObserverFailed(e);
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _isDisposed = true;
            }

            subscription.Close();
        }

        private async Task GiveAsync()
        {
            IAsyncEnumerator<T> messages = subscription.GetAsyncEnumerator(CancellationToken.None);
            await using (messages.ConfigureAwait(false))
            {
                while (await MoveNextAsync(messages).ConfigureAwait(false))
                {
                    Notify(() => observer.OnNext(messages.Current));
                }
            }
        }

        private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<T> messages)
        {
            try
            {
                if (await messages.MoveNextAsync().ConfigureAwait(false))
                {
                    return true;
                }
            }
            catch (Exception e)
            {
                Notify(() => observer.OnError(e));
                return false;
            }

            Notify(observer.OnCompleted);
            return false;
        }

        private void Notify(Action notification)
        {
            lock (_lock)
            {
                if (!_isDisposed)
                {
                    notification();
                }
            }
        }
    }
}
