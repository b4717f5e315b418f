namespace Amplify.Local;

/// <summary>What passwords of the local user pool have to be like.</summary>
public sealed class LocalPasswordPolicy
{
    private const int LongestMinimum = 99;
    private const int ShortestMinimum = 6;

    /// <summary>Gets the least number of characters.</summary>
    /// <value>Default: 8; 6 to 99.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not from 6 to 99.</exception>
    public int MinimumLength
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, ShortestMinimum);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestMinimum);
            field = value;
        }
    } = 8;

    /// <summary>Gets whether there has to be one of A to Z.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RequiresUppercase { get; init; } = true;

    /// <summary>Gets whether there has to be one of a to z.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RequiresLowercase { get; init; } = true;

    /// <summary>Gets whether there has to be one of 0 to 9.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RequiresNumber { get; init; } = true;

    /// <summary>Gets whether there has to be a symbol: one of <c>^ $ * . [ ] { } ( ) ? - " ! @ # % &amp; / \ , > &lt; ' : ; | _ ~ ` + =</c> or a space inside.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RequiresSymbol { get; init; } = true;

    /// <summary>Gets how long a temporary password can be used.</summary>
    /// <value>Default: 7 days.</value>
    public TimeSpan TemporaryPasswordLifetime { get; init; } = TimeSpan.FromDays(7);
}
