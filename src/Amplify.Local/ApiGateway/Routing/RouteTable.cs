using System.Diagnostics.CodeAnalysis;

namespace Amplify.Local.ApiGateway.Routing;

/// <summary>
/// The resource tree of an API. A fixed segment beats <c>{parameter}</c>, which beats <c>{proxy+}</c>; matching is case-sensitive and on
/// the raw path, so an encoded slash never separates segments.
/// </summary>
internal sealed class RouteTable
{
    private readonly RouteNode _root = new();

    public void Add(RestRoute route)
    {
        RouteNode node = _root;
        foreach (TemplateSegment segment in route.Template.Segments)
        {
            node = node.Child(segment, route.Template.Text);
        }

        node.Resource ??= new Resource(route.Template);
        node.Resource.Add(route);
    }

    public bool TryMatch(string path, [NotNullWhen(true)] out RouteMatch? match)
    {
        ReadOnlySpan<char> rest = path.AsSpan(1);
        if (rest.EndsWith('/'))
        {
            rest = rest[..^1];
        }

        var parameters = new List<KeyValuePair<string, string>>();
        Resource? resource = rest.IsEmpty ? _root.Resource : _root.Match(rest, parameters);
        match = resource is null ? null : new RouteMatch(resource, [.. parameters]);
        return match is not null;
    }
}
