using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;

namespace Amplify.Tests.SignIn;

/// <summary>Passes requests on, and keeps each secret that is in them or in their answers; and those that a store is given.</summary>
internal sealed class SecretsOnTheWire() : DelegatingHandler(new SocketsHttpHandler()), IAuthStore
{
    // Without underscores and in lower case. What is not here may be told: names, ids, what is public in an exchange.
    private static readonly HashSet<string> Names =
    [
        "password", "previouspassword", "proposedpassword", "newpassword", "passwordclaimsignature", "passwordclaimsecretblock", "secretblock",
        "passwordverifier", "secrethash", "secretcode", "secretkey", "sessiontoken", "session", "accesstoken", "idtoken", "refreshtoken", "token",
        "confirmationcode", "code", "usercode", "smsmfacode", "softwaretokenmfacode", "codeverifier", "clientsecret", "verifier", "nonce", "state",
    ];

    private readonly MemoryAuthStore _store = new();

    /// <summary>Gets the secrets, with what each was called.</summary>
    public ConcurrentDictionary<string, string> Found { get; } = new();

    public ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default) => _store.GetAsync(key, cancellationToken);

    public ValueTask SetAsync(string key, string value, CancellationToken cancellationToken = default)
    {
        ReadJson(value);
        return _store.SetAsync(key, value, cancellationToken);
    }

    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => _store.RemoveAsync(key, cancellationToken);

    /// <summary>Keeps a secret that comes from elsewhere.</summary>
    public void Add(string name, string value)
    {
        Found.TryAdd(value, name);

        // Half a token is one too many.
        string[] parts = value.Split('.');
        if (parts is [{ Length: > 10 }, { Length: > 10 }, { Length: > 10 }])
        {
            Found.TryAdd(parts[1], $"{name}, its claims");
            Found.TryAdd(parts[2], $"{name}, its signature");
        }
    }

    /// <summary>Gives the secrets that are in a text.</summary>
    public IEnumerable<string> FindIn(string text) => Found
        .Where(secret => secret.Key.Length < 8
            ? Regex.IsMatch(text, $@"(?<![\w.]){Regex.Escape(secret.Key)}(?!\w)")
            : text.Contains(secret.Key, StringComparison.Ordinal))
        .Select(secret => $"{secret.Value}: {secret.Key}");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.TryGetValues("Authorization", out IEnumerable<string>? values))
        {
            Add("Authorization", values.First().Split(' ')[^1]);
        }

        await ReadAsync(request.Content, cancellationToken);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        await ReadAsync(response.Content, cancellationToken);
        return response;
    }

    private async Task ReadAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return;
        }

        string text = await content.ReadAsStringAsync(cancellationToken);
        if (content.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded")
        {
            System.Collections.Specialized.NameValueCollection form = HttpUtility.ParseQueryString(text);
            Array.ForEach(form.AllKeys, key => AddNamed(key!, form[key]));
        }
        else
        {
            ReadJson(text);
        }
    }

    private void ReadJson(string text)
    {
        try
        {
            ReadJson("", JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            // An id by itself, or nothing.
        }
    }

    private void ReadJson(string name, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    ReadJson(member.Name, member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    ReadJson(name, item);
                }

                break;
            case JsonValueKind.String:
                AddNamed(name, element.GetString());
                break;
        }
    }

    private void AddNamed(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value) && Names.Contains(name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant()))
        {
            Add(name, value);
        }
    }
}
