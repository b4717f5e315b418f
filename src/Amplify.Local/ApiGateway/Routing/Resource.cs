using Amplify.Local.Storage;

namespace Amplify.Local.ApiGateway.Routing;

/// <summary>A path of an API and its methods.</summary>
internal sealed class Resource(PathTemplate template)
{
    private const string AnyMethod = "ANY";

    private readonly Dictionary<string, RestRoute> _methods = new(StringComparer.Ordinal);

    public PathTemplate Template { get; } = template;

    public string Id { get; } = StableId.Of(template.Text, 6);

    public void Add(RestRoute route)
    {
        if (!_methods.TryAdd(route.Method, route))
        {
            throw new ArgumentException($"The route '{route.Method} {Template.Text}' is there already.");
        }
    }

    /// <summary>Finds what serves a method: the exact one, else <c>ANY</c>.</summary>
    public RestRoute? Find(string method) => _methods.TryGetValue(method, out RestRoute? exact) ? exact : AnyFor(method);

    // OPTIONS is not among them: each resource has a CORS preflight of its own, as Amplify makes it, unless a route names it.
    private RestRoute? AnyFor(string method) =>
        method is "DELETE" or "GET" or "HEAD" or "PATCH" or "POST" or "PUT" ? _methods.GetValueOrDefault(AnyMethod) : null;
}
