using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Amplify.Local.Hosting;

/// <summary>
/// A certificate for the names of loopback, and the authority that has signed it, in a file. The authority's key is thrown away: whoever
/// trusts it trusts this one backend.
/// </summary>
internal sealed class LoopbackCertificates : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private LoopbackCertificates(X509Certificate2 server, string authorityFile)
    {
        Server = server;
        AuthorityFile = authorityFile;
    }

    public X509Certificate2 Server { get; }

    /// <summary>Gets the PEM file of the authority's certificate, which goes when the backend does.</summary>
    public string AuthorityFile { get; }

    public static LoopbackCertificates Create(DateTimeOffset now)
    {
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 authority = AuthorityRequest(authorityKey).CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        using X509Certificate2 signed = ServerRequest(serverKey, authority).Create(authority, now.AddDays(-1), now + Lifetime, RandomNumberGenerator.GetBytes(16));
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(serverKey);

        // The TLS of Windows takes no key that lives in memory alone.
        X509Certificate2 server = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
        string file = Path.Combine(Path.GetTempPath(), $"amplify-local-{Guid.NewGuid():N}.pem");
        File.WriteAllText(file, authority.ExportCertificatePem() + "\n");
        return new LoopbackCertificates(server, file);
    }

    public void Dispose()
    {
        Server.Dispose();
        File.Delete(AuthorityFile);
    }

    private static CertificateRequest AuthorityRequest(ECDsa key)
    {
        var request = new CertificateRequest("CN=Amplify local backend", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static CertificateRequest ServerRequest(ECDsa key, X509Certificate2 authority)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        return request;
    }
}
