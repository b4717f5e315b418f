namespace Amplify.Local.Hosting;

/// <summary>A service whose own paths begin behind a prefix.</summary>
internal interface IPathScope
{
    /// <summary>Sets the request's <see cref="LocalRequest.ServicePath"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rest">What follows the first segment, with its slash; empty when nothing does.</param>
    void Locate(LocalRequest request, ReadOnlySpan<char> rest);
}
