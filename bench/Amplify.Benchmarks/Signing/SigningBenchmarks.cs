using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Amplify.Signing;
using BenchmarkDotNet.Attributes;

namespace Amplify.Benchmarks.Signing;

/// <summary>
/// What a signature costs beside its own floor, the bare hashes over the same bytes, and beside AWSSDK.Core. "Handler" builds the request and sends it
/// through a handler to a transport that answers at once; "Core" signs one that exists.
/// </summary>
[MemoryDiagnoser]
public class SigningBenchmarks
{
    private const string Url = "https://abc123.execute-api.us-east-1.amazonaws.com/prod/items?order=byPrice&limit=20";
    private const string Region = "us-east-1";
    private const string Service = "execute-api";
    private static readonly string Token = new('t', 800);

    private readonly AwsCredentials _credentials = new("ASIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", Token);
    private readonly SigV4Signer _signer = new();
    private readonly byte[] _key = SHA256.HashData("key"u8);
    private readonly byte[] _hash = new byte[32];
    private readonly Uri _uri = new(Url);
    private byte[]? _body;
    private byte[] _canonicalRequest = [];
    private byte[] _stringToSign = [];
    private HttpRequestMessage _request = null!;
    private HttpMessageInvoker _ours = null!;
    private HttpMessageInvoker _awsSdk = null!;
    private HttpMessageInvoker _bare = null!;

    /// <summary>Gets or sets what is signed.</summary>
    [Params("GET", "POST 1 KiB", "POST 1 MiB")]
    public string Request { get; set; } = "GET";

    [GlobalSetup]
    public void Setup()
    {
        _body = Request switch
        {
            "POST 1 KiB" => new byte[1024],
            "POST 1 MiB" => new byte[1024 * 1024],
            _ => null,
        };
        _request = Build();
        SigV4Request raw = new(_request.Method.Method, _uri.PathAndQuery, [new("Host", _uri.Host), new("Accept", "application/json")], SigV4PayloadHash.Of(_body));
        SigV4Signature signature = _signer.Sign(
            raw, _credentials, new SigV4Scope(Region, Service), TimeProvider.System.GetUtcNow(), new SigV4Options { CaptureCanonicalRequest = true });
        _canonicalRequest = Encoding.UTF8.GetBytes(signature.CanonicalRequest!);
        _stringToSign = Encoding.UTF8.GetBytes(signature.StringToSign!);
        _ours = new HttpMessageInvoker(new SigV4Handler(_credentials, Region, Service) { InnerHandler = new AnsweringHandler() });
        _awsSdk = new HttpMessageInvoker(new SigV4SigningHandler(
            new SessionAWSCredentials(_credentials.AccessKeyId, _credentials.SecretAccessKey, Token), RegionEndpoint.USEast1, Service, new AnsweringHandler()));
        _bare = new HttpMessageInvoker(new AnsweringHandler());
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _ours.Dispose();
        _awsSdk.Dispose();
        _bare.Dispose();
        _request.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Floor()
    {
        if (_body is not null)
        {
            SHA256.HashData(_body, _hash);
        }

        SHA256.HashData(_canonicalRequest, _hash);
        HMACSHA256.HashData(_key, _stringToSign, _hash);
    }

    [Benchmark]
    public ValueTask Core() => _signer.SignAsync(_request, _credentials, new SigV4Scope(Region, Service), TimeProvider.System.GetUtcNow());

    [Benchmark]
    public Task<HttpResponseMessage> Handler() => _ours.SendAsync(Build(), CancellationToken.None);

    [Benchmark]
    public Task<HttpResponseMessage> AwsSdkHandler() => _awsSdk.SendAsync(Build(), CancellationToken.None);

    [Benchmark]
    public Task<HttpResponseMessage> RequestWithoutSignature() => _bare.SendAsync(Build(), CancellationToken.None);

    private HttpRequestMessage Build()
    {
        HttpRequestMessage request = new(_body is null ? HttpMethod.Get : HttpMethod.Post, _uri);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (_body is not null)
        {
            request.Content = new ByteArrayContent(_body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        return request;
    }

    private sealed class AnsweringHandler : HttpMessageHandler
    {
        private readonly Task<HttpResponseMessage> _answer = Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _answer;
    }
}
