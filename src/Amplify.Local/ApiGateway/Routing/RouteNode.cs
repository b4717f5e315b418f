namespace Amplify.Local.ApiGateway.Routing;

/// <summary>One level of the resource tree.</summary>
internal sealed class RouteNode
{
    private readonly Dictionary<string, RouteNode> _literals = new(StringComparer.Ordinal);
    private (string Name, RouteNode Node)? _parameter;
    private (string Name, RouteNode Node)? _greedy;

    public Resource? Resource { get; set; }

    public RouteNode Child(TemplateSegment segment, string template)
    {
        switch (segment.Kind)
        {
            case SegmentKind.Literal:
                if (!_literals.TryGetValue(segment.Name, out RouteNode? node))
                {
                    node = new RouteNode();
                    _literals.Add(segment.Name, node);
                }

                return node;
            case SegmentKind.Parameter:
                return Variable(ref _parameter, segment.Name, template);
            default:
                return Variable(ref _greedy, segment.Name, template);
        }
    }

    /// <summary>Finds the resource of a path that is not empty; adds what the parameters took to <paramref name="parameters"/>.</summary>
    public Resource? Match(ReadOnlySpan<char> path, List<KeyValuePair<string, string>> parameters)
    {
        int slash = path.IndexOf('/');
        ReadOnlySpan<char> segment = slash < 0 ? path : path[..slash];
        if (_literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out RouteNode? literal)
            && literal.Continue(path, slash, parameters) is { } byLiteral)
        {
            return byLiteral;
        }

        return MatchParameter(path, segment, slash, parameters) ?? MatchGreedy(path, parameters);
    }

    private Resource? MatchParameter(
        ReadOnlySpan<char> path,
        ReadOnlySpan<char> segment,
        int slash,
        List<KeyValuePair<string, string>> parameters)
    {
        if (_parameter is not { } parameter || segment.IsEmpty)
        {
            return null;
        }

        int mark = parameters.Count;
        parameters.Add(new(parameter.Name, segment.ToString()));
        Resource? resource = parameter.Node.Continue(path, slash, parameters);
        if (resource is null)
        {
            parameters.RemoveRange(mark, parameters.Count - mark);
        }

        return resource;
    }

    private Resource? MatchGreedy(ReadOnlySpan<char> path, List<KeyValuePair<string, string>> parameters)
    {
        // It needs at least one character: {proxy+} does not match its parent.
        if (_greedy is not { } greedy || path.IsEmpty)
        {
            return null;
        }

        parameters.Add(new(greedy.Name, path.ToString()));
        return greedy.Node.Resource;
    }

    private Resource? Continue(ReadOnlySpan<char> path, int slash, List<KeyValuePair<string, string>> parameters) =>
        slash < 0 ? Resource : Match(path[(slash + 1)..], parameters);

    private static RouteNode Variable(ref (string Name, RouteNode Node)? slot, string name, string template)
    {
        slot ??= (name, new RouteNode());
        return slot.Value.Name == name
            ? slot.Value.Node
            : throw new ArgumentException(
                $"In the route '{template}', the parameter '{{{name}}}' stands where another route has '{{{slot.Value.Name}}}'; give both the same name.");
    }
}
