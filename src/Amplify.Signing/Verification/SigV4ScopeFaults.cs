namespace Amplify.Signing;

/// <summary>The parts of a credential scope that are wrong.</summary>
[Flags]
public enum SigV4ScopeFaults
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Another region.</summary>
    Region = 1,

    /// <summary>Another service.</summary>
    Service = 2,

    /// <summary>The last part is not <c>aws4_request</c>.</summary>
    Terminator = 4,

    /// <summary>The scope's date is not the date of the request.</summary>
    Date = 8,
}
