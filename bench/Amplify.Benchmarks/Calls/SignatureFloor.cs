using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;

namespace Amplify.Benchmarks.Calls;

/// <summary>
/// A raw call that carries headers as long as those of a signature and hashes as many bytes as a signature takes, without making one: what is left
/// of a signed call when everything of ours is taken away.
/// </summary>
/// <param name="http">What sends.</param>
/// <param name="address">The address.</param>
internal sealed class SignatureFloor(HttpClient http, Uri address)
{
    private static readonly string Authorization =
        $"AWS4-HMAC-SHA256 Credential={SignedClient.Credentials.AccessKeyId}/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=accept;host;x-amz-date;x-amz-security-token, Signature={new string('0', 64)}";

    // The canonical request of such a call, and its string to sign.
    private readonly byte[] _canonicalRequest = new byte[1150];
    private readonly byte[] _stringToSign = new byte[140];
    private readonly byte[] _key = new byte[SHA256.HashSizeInBytes];
    private readonly ConcurrentBag<IncrementalHash> _hashes = [];
    private readonly ConcurrentBag<IncrementalHash> _keyedHashes = [];

    public async Task<Item?> GetAsync()
    {
        Hash(_hashes, static _ => IncrementalHash.CreateHash(HashAlgorithmName.SHA256), _canonicalRequest);
        Hash(_keyedHashes, static key => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key), _stringToSign);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "20150830T123600Z");
        request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", SignedClient.Credentials.SessionToken);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await response.Content.ReadFromJsonAsync(CallJson.Default.Item);
    }

    private void Hash(ConcurrentBag<IncrementalHash> kept, Func<byte[], IncrementalHash> create, byte[] bytes)
    {
        IncrementalHash hash = kept.TryTake(out IncrementalHash? atHand) ? atHand : create(_key);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.AppendData(bytes);
        hash.GetHashAndReset(digest);
        kept.Add(hash);
    }
}
