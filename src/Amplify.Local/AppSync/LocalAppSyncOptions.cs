namespace Amplify.Local;

/// <summary>What the local AppSync serves, and within which limits.</summary>
/// <remarks>Read once, when the backend starts. Resolvers are added with the methods of <see cref="LocalBackend.AppSync"/>, at any time.</remarks>
public sealed partial class LocalAppSyncOptions
{
    /// <summary>
    /// Gets the schema, in the
    /// <see href="https://docs.aws.amazon.com/appsync/latest/devguide/designing-your-schema.html">schema definition language</see> with
    /// AppSync's scalars and directives.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the Event App of the guide with its resolvers and tables, open to each mode of the API.</value>
    public string? Schema { get; init; }

    /// <summary>Gets whether <c>__schema</c> and <c>__type</c> are answered.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IntrospectionEnabled { get; init; } = true;

    /// <summary>Gets how many bytes a request's body may have before it is answered 413.</summary>
    /// <value>Default: 1 MiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public int MaxRequestBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 1024 * 1024;

    /// <summary>Gets how deep fields may be nested in an operation.</summary>
    /// <value>Default: 0, no limit. AppSync allows 1 to 75.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not one that AppSync allows.</exception>
    public int QueryDepthLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 75);
            field = value;
        }
    }

    /// <summary>Gets how many resolvers may run for one request.</summary>
    /// <value>Default: 10,000, which is also the most that AppSync allows.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not one that AppSync allows.</exception>
    public int ResolverCountLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10_000);
            field = value;
        }
    } = 10_000;

    /// <summary>Gets how long a request may take.</summary>
    /// <value>Default: 30 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    public TimeSpan Timeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromSeconds(30);
}
