namespace Amplify.Local.ApiGateway.Routing;

internal enum SegmentKind
{
    Literal,
    Parameter,
    Greedy,
}
