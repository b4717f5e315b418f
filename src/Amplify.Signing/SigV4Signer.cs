namespace Amplify.Signing;

/// <summary>Signs requests with AWS Signature Version 4.</summary>
public sealed class SigV4Signer
{
    /// <summary>Signs a raw request: the header form.</summary>
    public SigV4Signature Sign(SigV4Request request, AwsCredentials credentials, SigV4Scope scope, DateTimeOffset time, SigV4Options? options = null) => throw new NotSupportedException();

    /// <summary>Signs a raw request: the query form.</summary>
    public SigV4Signature Presign(SigV4Request request, AwsCredentials credentials, SigV4Scope scope, DateTimeOffset time, TimeSpan expires, SigV4Options? options = null) => throw new NotSupportedException();

    /// <summary>Makes a presigned URL.</summary>
    public Uri Presign(HttpMethod method, Uri uri, AwsCredentials credentials, SigV4Scope scope, DateTimeOffset time, TimeSpan expires, SigV4Options? options = null) => throw new NotSupportedException();

    /// <summary>Signs an HTTP request in place: replaces its Authorization, X-Amz-Date, X-Amz-Security-Token headers. Hashes a body that can be re-read; otherwise buffers up to 10 MiB.</summary>
    public ValueTask SignAsync(HttpRequestMessage request, AwsCredentials credentials, SigV4Scope scope, DateTimeOffset time, SigV4Options? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
