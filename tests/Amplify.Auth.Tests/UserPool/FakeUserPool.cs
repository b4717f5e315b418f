using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Auth.UserPool.Srp;
using Amplify.Testing;

namespace Amplify.Auth.Tests.UserPool;

/// <summary>Plays the user pool service: proves passwords, asks what it is told to ask, hands out numbered tokens, fails when told to.</summary>
internal sealed class FakeUserPool
{
    public const string PoolId = "us-east-1_AbCdEfGhI";
    public const string ClientId = "client1";
    public const string Issuer = $"cognito-idp.us-east-1.amazonaws.com/{PoolId}";
    public const string SecretBlock = "c2VjcmV0LWJsb2Nr";

    private readonly Dictionary<string, SrpServer> _exchanges = [];
    private readonly Dictionary<string, (string Group, string Salt, string Verifier)> _devices = [];
    private readonly Random _random = new(7);
    private int _tokens;
    private string? _clientValue;

    public FakeUserPool(TimeProvider time)
    {
        Time = time;
        Handler = new StubHandler(AnswerAsync);
    }

    public TimeProvider Time { get; }

    public StubHandler Handler { get; }

    public Dictionary<string, string> Passwords { get; } = new() { ["jane"] = "P@ssw0rd!" };

    /// <summary>Gets aliases by the user names that they stand for.</summary>
    public Dictionary<string, string> Aliases { get; } = [];

    /// <summary>Gets the challenges that come when the password is right, before the tokens, each as the JSON of an answer.</summary>
    public Queue<string> Challenges { get; } = new();

    public TimeSpan Life { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how far the service's clock is ahead.</summary>
    public TimeSpan ClockOffset { get; set; }

    public bool Rotates { get; set; }

    /// <summary>Gets or sets the device that a sign-in is told to make known.</summary>
    public string? OffersDevice { get; set; }

    /// <summary>Gets or sets what is answered instead; <see langword="null"/> for what the service would.</summary>
    public Func<string, JsonObject, HttpResponseMessage?> Fault { get; set; } = (_, _) => null;

    /// <summary>Gets or sets what an answer waits for.</summary>
    public Func<string, Task> Gate { get; set; } = _ => Task.CompletedTask;

    /// <summary>Gets or sets the refresh token that does.</summary>
    public string RefreshToken { get; set; } = "REFRESH0";

    public IEnumerable<string> Operations => Handler.Requests.ToArray().Select(request => request["X-Amz-Target"]!.Split('.')[1]);

    private DateTimeOffset Now => Time.GetUtcNow() + ClockOffset;

    public int Count(string operation) => Operations.Count(each => each == operation);

    public JsonObject Body(int index) => (JsonObject)JsonNode.Parse(Handler.Requests[index].Text)!;

    public JsonObject Last(string operation) =>
        (JsonObject)JsonNode.Parse(Handler.Requests.Last(request => request["X-Amz-Target"]!.EndsWith($".{operation}", StringComparison.Ordinal)).Text)!;

    public static HttpResponseMessage Ok(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json) };

    public static HttpResponseMessage Error(string type, string message, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var response = new HttpResponseMessage(status)
        {
            Content = new StringContent(JsonSerializer.Serialize(new Dictionary<string, string> { ["__type"] = type, ["message"] = message })),
        };
        response.Headers.Add("x-amzn-RequestId", "id-1");
        return response;
    }

    public string Jwt(string use, string username, int number)
    {
        DateTimeOffset now = Now;
        string claims = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["sub"] = $"sub-{username}",
            ["iss"] = $"https://{Issuer}",
            ["token_use"] = use,
            [use == "id" ? "cognito:username" : "username"] = username,
            ["cognito:groups"] = new[] { "admins" },
            ["email_verified"] = true,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Life).ToUnixTimeSeconds(),
            ["jti"] = number,
        });
        return $"eyJhbGciOiJSUzI1NiJ9.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.SIGNATURE{number}";
    }

    public string Tokens(string username, bool withRefresh = true, bool withDevice = false)
    {
        int number = Interlocked.Increment(ref _tokens);
        var result = new JsonObject { ["AccessToken"] = Jwt("access", username, number), ["IdToken"] = Jwt("id", username, number), ["ExpiresIn"] = 3600 };
        if (withRefresh)
        {
            RefreshToken = $"REFRESH{number}";
            result[nameof(RefreshToken)] = RefreshToken;
        }

        if (withDevice && OffersDevice is { } key)
        {
            result["NewDeviceMetadata"] = new JsonObject { ["DeviceKey"] = key, ["DeviceGroupKey"] = "-group" };
        }

        return new JsonObject { ["AuthenticationResult"] = result }.ToJsonString();
    }

    /// <summary>Asks for the proof of a user's password.</summary>
    public HttpResponseMessage PoseVerifier(string username, string clientValue)
    {
        _clientValue = clientValue;
        var exchange = new SrpServer(new SrpIdentity(PoolId[10..], username, Passwords.GetValueOrDefault(username, "none")), _random);
        return PoseVerifier("PASSWORD_VERIFIER", username, exchange);
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string operation = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1];
        await Gate(operation).WaitAsync(cancellationToken);
        var body = (JsonObject)JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        HttpResponseMessage response = Fault(operation, body) ?? Answer(operation, body);
        response.Headers.Date = Now;
        return response;
    }

    private HttpResponseMessage Answer(string operation, JsonObject body) => operation switch
    {
        "InitiateAuth" => Initiate((string)body["AuthFlow"]!, (JsonObject)body["AuthParameters"]!),
        "RespondToAuthChallenge" => Respond((string)body["ChallengeName"]!, (JsonObject)body["ChallengeResponses"]!),
        "GetTokensFromRefreshToken" => Refresh((string)body[nameof(RefreshToken)]!),
        "ConfirmDevice" => ConfirmDevice(body),
        _ => Ok("{}"),
    };

    private HttpResponseMessage Initiate(string flow, JsonObject parameters)
    {
        if (flow == "REFRESH_TOKEN_AUTH")
        {
            return Refresh((string)parameters["REFRESH_TOKEN"]!);
        }

        string username = NameOf((string)parameters["USERNAME"]!);
        if (parameters["SRP_A"] is null)
        {
            return flow == "CUSTOM_AUTH" || Passwords.GetValueOrDefault(username) == (string?)parameters["PASSWORD"] ? Next(username) : Wrong();
        }

        return PoseVerifier(username, (string)parameters["SRP_A"]!);
    }

    private HttpResponseMessage PoseVerifier(string challenge, string username, SrpServer exchange)
    {
        _exchanges[challenge] = exchange;
        return Ok(new JsonObject
        {
            ["ChallengeName"] = challenge,
            ["Session"] = "SESSION",
            ["ChallengeParameters"] = new JsonObject
            {
                ["SALT"] = exchange.Salt,
                ["SRP_B"] = exchange.PublicValue,
                ["SECRET_BLOCK"] = SecretBlock,
                ["USERNAME"] = username,
                ["USER_ID_FOR_SRP"] = username,
            },
        }.ToJsonString());
    }

    private HttpResponseMessage Respond(string challenge, JsonObject responses)
    {
        string username = NameOf((string)responses["USERNAME"]!);
        switch (challenge)
        {
            case "PASSWORD_VERIFIER":
                if (!Proves(challenge, PoolId[10..], username, responses))
                {
                    return Wrong();
                }

                return responses["DEVICE_KEY"] is not null
                    ? Ok("""{"ChallengeName":"DEVICE_SRP_AUTH","Session":"SESSION","ChallengeParameters":{}}""")
                    : Next(username);
            case "DEVICE_SRP_AUTH":
                (string _, string salt, string verifier) = _devices[(string)responses["DEVICE_KEY"]!];
                _clientValue = (string)responses["SRP_A"]!;
                return PoseVerifier("DEVICE_PASSWORD_VERIFIER", username, new SrpServer(SrpGroup.Parse(salt)!.Value, SrpGroup.Parse(verifier)!.Value, _random));
            case "DEVICE_PASSWORD_VERIFIER":
                string device = (string)responses["DEVICE_KEY"]!;
                return Proves(challenge, _devices[device].Group, device, responses) ? Ok(Tokens(username)) : Wrong();
            default:
                return Next(username);
        }
    }

    private bool Proves(string challenge, string scope, string name, JsonObject responses)
    {
        string timestamp = (string)responses["TIMESTAMP"]!;
        DateTime time = DateTime.ParseExact(timestamp, "ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);
        byte[] key = _exchanges[challenge].KeyFor(_clientValue!);
        byte[] text = [.. Encoding.UTF8.GetBytes(scope + name), .. Convert.FromBase64String(SecretBlock), .. Encoding.UTF8.GetBytes(timestamp)];
        return Convert.ToBase64String(HMACSHA256.HashData(key, text)) == (string?)responses["PASSWORD_CLAIM_SIGNATURE"]
            && (time - Now.UtcDateTime).Duration() < TimeSpan.FromMinutes(2);
    }

    private HttpResponseMessage ConfirmDevice(JsonObject body)
    {
        var config = (JsonObject)body["DeviceSecretVerifierConfig"]!;
        _devices[(string)body["DeviceKey"]!] = (
            "-group",
            Convert.ToHexString(Convert.FromBase64String((string)config["Salt"]!)),
            Convert.ToHexString(Convert.FromBase64String((string)config["PasswordVerifier"]!)));
        return Ok("""{"UserConfirmationNecessary":false}""");
    }

    private HttpResponseMessage Refresh(string token)
    {
        if (token != RefreshToken)
        {
            return Rotates ? Error("RefreshTokenReuseException", "Refresh token has been used.") : Error("NotAuthorizedException", "Invalid Refresh Token");
        }

        return Ok(Tokens("jane", withRefresh: Rotates));
    }

    private HttpResponseMessage Next(string username) => Ok(Challenges.TryDequeue(out string? challenge) ? challenge : Tokens(username, withDevice: true));

    private string NameOf(string username) => Aliases.GetValueOrDefault(username, username);

    private static HttpResponseMessage Wrong() => Error("NotAuthorizedException", "Incorrect username or password.");
}
