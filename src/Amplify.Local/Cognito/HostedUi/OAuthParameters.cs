using System.Text;
using Amplify.Local.ApiGateway.Events;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>The parameters of a request, in its query or its form.</summary>
internal sealed class OAuthParameters
{
    private readonly MultiMap _values;

    private OAuthParameters(MultiMap values) => _values = values;

    public static OAuthParameters Parse(string query) => new(QueryString.Parse(query));

    public static OAuthParameters Parse(ReadOnlyMemory<byte> form) => Parse(Encoding.UTF8.GetString(form.Span));

    /// <summary>Gives all of them, of those that were sent more than once the first.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _values.Entries.Select(static entry => KeyValuePair.Create(entry.Key, entry.Value[0]));

    /// <exception cref="OAuthException">It was sent more than once.</exception>
    public string? Optional(string name) => _values.Find(name) switch
    {
        null or [""] => null,
        [var value] => value,
        _ => throw OAuthException.InvalidRequest($"{name} is given more than once"),
    };

    /// <exception cref="OAuthException">It was not sent, or more than once.</exception>
    public string Required(string name) => Optional(name) ?? throw OAuthException.InvalidRequest($"{name} is missing");
}
