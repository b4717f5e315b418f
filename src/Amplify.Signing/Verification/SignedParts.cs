namespace Amplify.Signing.Verification;

/// <summary>The parts of an authorization, from a header or from a query.</summary>
internal sealed class SignedParts
{
    public required string Credential { get; init; }

    public required string SignedHeaders { get; init; }

    public required string Signature { get; init; }

    public required string AmzDate { get; init; }

    public required DateTimeOffset Time { get; init; }

    public string? SecurityToken { get; init; }

    /// <summary>Gets how long a presigned URL is valid, or <see langword="null"/> for the header form.</summary>
    public TimeSpan? Expires { get; init; }

    public bool IsPresigned => Expires is not null;
}
