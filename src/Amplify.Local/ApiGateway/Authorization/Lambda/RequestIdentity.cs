using System.Globalization;
using System.Text;

namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>Tells callers apart by the values of headers and query parameters.</summary>
internal sealed class RequestIdentity : ICallerIdentity
{
    private const string Header = "method.request.header.";
    private const string Query = "method.request.querystring.";

    private readonly (bool IsHeader, string Name)[] _sources;

    private RequestIdentity((bool IsHeader, string Name)[] sources) => _sources = sources;

    /// <exception cref="ArgumentException">A source is none, or there is none: policies could not be remembered.</exception>
    public static RequestIdentity Create(IReadOnlyList<string> sources) => sources.Count == 0
        ? throw new ArgumentException($"A {nameof(RestRequestAuthorizer)} without {nameof(RestRequestAuthorizer.IdentitySources)} needs a {nameof(RestLambdaAuthorizer.ResultTtl)} of 0.")
        : new RequestIdentity([.. sources.Select(Parse)]);

    public string? Of(ProxyRequest request)
    {
        var identity = new StringBuilder();
        foreach ((bool isHeader, string name) in _sources)
        {
            string? value = isHeader ? request.Received.Header(name) : request.Query.Find(name)?[^1];
            if (string.IsNullOrEmpty(value))
            {
                return null;
            }

            // With its length in front, no value runs into the next: other values do not make the same text.
            identity.Append(CultureInfo.InvariantCulture, $"{value.Length}:{value}");
        }

        return identity.ToString();
    }

    private static (bool IsHeader, string Name) Parse(string source)
    {
        if (source.StartsWith(Header, StringComparison.Ordinal) && source.Length > Header.Length)
        {
            return (true, source[Header.Length..]);
        }

        return source.StartsWith(Query, StringComparison.Ordinal) && source.Length > Query.Length
            ? (false, source[Query.Length..])
            : throw new ArgumentException($"The identity source '{source}' is neither {Header}NAME nor {Query}NAME.");
    }
}
