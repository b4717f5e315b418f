namespace Amplify.Interop.Tests.AmplifyJs;

/// <summary>The same over TLS: Amplify for JavaScript opens its subscriptions in no other way.</summary>
public sealed class AmplifyJsTlsSession : AmplifyJsSession
{
    /// <inheritdoc/>
    protected override bool Tls => true;
}
