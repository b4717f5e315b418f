using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Testing;

namespace Amplify.Auth.Tests.IdentityPool;

/// <summary>Plays the identity pool service: counts calls, hands out numbered identities and keys, fails when told to.</summary>
internal sealed class FakeIdentityService
{
    private int _identities;
    private int _keys;

    public FakeIdentityService(TimeProvider time)
    {
        Time = time;
        Handler = new StubHandler(AnswerAsync);
    }

    public TimeProvider Time { get; }

    public StubHandler Handler { get; }

    public HashSet<string> Known { get; } = [];

    public TimeSpan Life { get; set; } = TimeSpan.FromHours(1);

    public Func<string, HttpResponseMessage?> Fault { get; set; } = _ => null;

    /// <summary>Gets or sets what an answer waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Gets or sets the identity that credentials are answered with, whatever was asked.</summary>
    public string? MergedInto { get; set; }

    public IEnumerable<string> Operations => Handler.Requests.Select(request => request["X-Amz-Target"]!.Split('.')[1]);

    public static HttpResponseMessage Error(string type, string message, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var response = new HttpResponseMessage(status)
        {
            Content = new StringContent(JsonSerializer.Serialize(new Dictionary<string, string> { ["__type"] = type, ["message"] = message })),
        };
        response.Headers.Add("x-amzn-RequestId", "id-1");
        response.Headers.Add("x-amzn-ErrorType", $"{type}:");
        return response;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        string operation = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1];
        JsonNode body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        if (Fault(operation) is { } fault)
        {
            return fault;
        }

        return operation == "GetId" ? GiveId() : GiveCredentials((string)body["IdentityId"]!);
    }

    private HttpResponseMessage GiveId()
    {
        string id = $"us-east-1:identity-{Interlocked.Increment(ref _identities)}";
        Known.Add(id);
        return Ok($$"""{"IdentityId":"{{id}}"}""");
    }

    private HttpResponseMessage GiveCredentials(string id)
    {
        if (!Known.Contains(id))
        {
            return Error("ResourceNotFoundException", $"Identity '{id}' not found.");
        }

        int number = Interlocked.Increment(ref _keys);
        double expiration = (Time.GetUtcNow() + Life - DateTimeOffset.UnixEpoch).TotalSeconds;
        string seconds = expiration.ToString("E9", System.Globalization.CultureInfo.InvariantCulture);
        return Ok($$$"""{"IdentityId":"{{{MergedInto ?? id}}}","Credentials":{"AccessKeyId":"ASIA{{{number}}}","SecretKey":"SECRETKEY{{{number}}}","SessionToken":"SESSIONTOKEN{{{number}}}","Expiration":{{{seconds}}}}}""");
    }

    private static HttpResponseMessage Ok(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json) };
}
