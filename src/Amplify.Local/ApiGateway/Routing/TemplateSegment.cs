using System.Text.RegularExpressions;

namespace Amplify.Local.ApiGateway.Routing;

/// <summary>One segment of a template: <c>items</c>, <c>{id}</c> or <c>{proxy+}</c>.</summary>
internal readonly partial record struct TemplateSegment(SegmentKind Kind, string Name)
{
    public static TemplateSegment Parse(string part, string template)
    {
        if (Parameter().Match(part) is { Success: true } parameter)
        {
            SegmentKind kind = parameter.Groups["greedy"].Length > 0 ? SegmentKind.Greedy : SegmentKind.Parameter;
            return new TemplateSegment(kind, parameter.Groups["name"].Value);
        }

        if (!Literal().IsMatch(part))
        {
            throw new ArgumentException(
                $"In the route '{template}', '{part}' is neither a name such as 'items' nor a parameter such as '{{id}}' or '{{proxy+}}'.",
                nameof(template));
        }

        return new TemplateSegment(SegmentKind.Literal, part);
    }

    [GeneratedRegex(@"^\{(?<name>[A-Za-z0-9._:-]+)(?<greedy>\+?)\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^[A-Za-z0-9._~:%@!$&'()*+,;=-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
