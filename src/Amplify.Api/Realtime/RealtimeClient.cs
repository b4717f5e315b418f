using Amplify.Api.Realtime.Connection;
using Amplify.Api.Realtime.Pool;
using Amplify.Api.Realtime.Protocols;
using Amplify.Api.Realtime.Subscriptions;
using Amplify.Core.Http;

namespace Amplify.Api.Realtime;

/// <summary>Subscribes and publishes, over the connections of one client.</summary>
internal sealed class RealtimeClient(RealtimePool pool, RealtimeContext context, ServerClock clock, TimeSpan timeout)
{
    public RealtimePool Pool => pool;

    /// <summary>Gets what authorizes frames.</summary>
    public FrameAuthorizer Authorizer { get; } = new(clock);

    public RealtimeContext Context => context;

    /// <summary>Gets the time that subscribing and publishing may take where a call says nothing else.</summary>
    public TimeSpan Timeout => timeout;

    /// <summary>Subscribes, and waits until the server has acknowledged it.</summary>
    /// <param name="protocol">What is spoken.</param>
    /// <param name="body">What it is about, as it is signed.</param>
    /// <param name="authorization">How it is authorized.</param>
    /// <param name="reader">What reads its messages.</param>
    /// <param name="options">How it is buffered and kept whole.</param>
    /// <param name="time">The time that it may take.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="AmplifyException">The server refuses it, or does not acknowledge it in time.</exception>
    public async Task<Subscription<T>> SubscribeAsync<T>(
        IRealtimeProtocol protocol,
        byte[] body,
        RealtimeAuthorization authorization,
        IPayloadReader<T> reader,
        SubscriptionOptions<T>? options,
        TimeSpan time,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new SubscriptionOptions<T>();
        var source = new SubscriptionSource<T>(body, authorization, reader, options, clock, context);
        var started = new CallClock(context.TimeProvider, time);
        try
        {
            await authorization.IdentifyAsync(cancellationToken).WaitAsync(time, context.TimeProvider, cancellationToken).ConfigureAwait(false);
            pool.Add(source.Entry, protocol, exclusive: options.Overflow == OverflowPolicy.Wait);
            await source.Entry.Established.WaitAsync(started.Remaining, context.TimeProvider, cancellationToken).ConfigureAwait(false);
            return new Subscription<T>(source, context);
        }
        catch (TimeoutException e)
        {
            source.Dispose();
            throw new AmplifyTimeoutException(
                $"The subscription to {authorization.Endpoint.Authority} was not established within {time.TotalSeconds:0.###} s; the connection could not be made, which the log explains. Try again, or set Timeout higher.",
                time,
                e);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Publishes, and waits for the server's answer.</summary>
    /// <param name="protocol">What is spoken.</param>
    /// <param name="body">What is published, as it is signed.</param>
    /// <param name="authorization">How it is authorized.</param>
    /// <param name="time">The time that it may take.</param>
    /// <param name="cancellationToken">Cancels the wait; what was sent is published all the same.</param>
    /// <exception cref="AmplifyException">The server refuses it, or does not answer.</exception>
    public async Task<byte[]> PublishAsync(
        EventsProtocol protocol, byte[] body, RealtimeAuthorization authorization, TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var publication = new Publication(authorization, (id, token) => protocol.PublishAsync(id, body, authorization, token));
        var started = new CallClock(context.TimeProvider, time);
        try
        {
            await authorization.IdentifyAsync(cancellationToken).WaitAsync(time, context.TimeProvider, cancellationToken).ConfigureAwait(false);
            pool.Add(publication, protocol);
            return await publication.Answer.WaitAsync(started.Remaining, context.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw RealtimeErrors.PublishLate(RealtimeAddress.WithoutQuery(protocol.Address), time, e);
        }
        finally
        {
            RealtimePool.Remove(publication);
        }
    }
}
