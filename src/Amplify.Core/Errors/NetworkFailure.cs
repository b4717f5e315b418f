namespace Amplify;

/// <summary>Why no complete answer came.</summary>
public enum NetworkFailure
{
    /// <summary>Not known; in the browser this is also what a refusal by CORS looks like.</summary>
    Unknown,

    /// <summary>The host name is not known to DNS.</summary>
    NameResolution,

    /// <summary>The connection was refused or could not be made.</summary>
    Connection,

    /// <summary>TLS failed: the certificate is not trusted, or no common protocol was found.</summary>
    SecureConnection,

    /// <summary>The connection was cut before the answer was complete.</summary>
    Cut,

    /// <summary>What came back is not HTTP.</summary>
    InvalidAnswer,
}
