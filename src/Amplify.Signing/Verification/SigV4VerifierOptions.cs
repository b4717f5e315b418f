namespace Amplify.Signing;

/// <summary>What a <see cref="SigV4Verifier"/> accepts.</summary>
public sealed class SigV4VerifierOptions
{
    /// <summary>Gets how far a request's date may be from the server's, either way.</summary>
    /// <value>Default: 5 minutes, as API Gateway allows.</value>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets whether the canonical path is normalised before comparing; ignored for <c>s3</c>.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool NormalizePath { get; init; } = true;

    /// <summary>Gets whether <c>x-amz-content-sha256: UNSIGNED-PAYLOAD</c> is accepted.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowUnsignedPayload { get; init; }

    /// <summary>Gets the longest time that a presigned URL may be valid.</summary>
    /// <value>Default: 7 days.</value>
    public TimeSpan LongestExpiry { get; init; } = TimeSpan.FromDays(7);
}
