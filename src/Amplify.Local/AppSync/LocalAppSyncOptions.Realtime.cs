namespace Amplify.Local;

public sealed partial class LocalAppSyncOptions
{
    /// <summary>Gets how many subscriptions a realtime connection may have before it is answered <c>MaxSubscriptionsReachedError</c>.</summary>
    /// <value>Default: 100. Newer quotas of AppSync allow 200.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public int MaxSubscriptionsPerConnection
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 100;
}
