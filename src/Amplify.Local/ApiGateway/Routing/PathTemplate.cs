using System.Collections.Immutable;

namespace Amplify.Local.ApiGateway.Routing;

/// <summary>A resource path such as <c>/items/{id}</c> or <c>/files/{proxy+}</c>, checked.</summary>
internal sealed class PathTemplate
{
    private PathTemplate(string text, ImmutableArray<TemplateSegment> segments)
    {
        Text = text;
        Segments = segments;
    }

    public string Text { get; }

    public ImmutableArray<TemplateSegment> Segments { get; }

    public static PathTemplate Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text[0] != '/')
        {
            throw new ArgumentException($"The route '{text}' must begin with '/', such as '/items/{{id}}'.", nameof(text));
        }

        if (text == "/")
        {
            return new PathTemplate(text, []);
        }

        string[] parts = text[1..].Split('/');
        var segments = ImmutableArray.CreateBuilder<TemplateSegment>(parts.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            TemplateSegment segment = TemplateSegment.Parse(parts[i], text);
            if (segment.Kind == SegmentKind.Greedy && i != parts.Length - 1)
            {
                throw new ArgumentException($"In the route '{text}', '{parts[i]}' must come last: it takes the whole rest of the path.", nameof(text));
            }

            segments.Add(segment);
        }

        return new PathTemplate(text, segments.MoveToImmutable());
    }
}
