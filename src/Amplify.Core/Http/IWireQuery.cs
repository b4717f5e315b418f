namespace Amplify.Core.Http;

/// <summary>Query parameters to send beside those in a path.</summary>
internal interface IWireQuery
{
    /// <summary>Gets the parameters in order; a <see langword="null"/> value is not sent.</summary>
    IReadOnlyList<KeyValuePair<string, string?>> Items { get; }

    /// <summary>Tells whether a parameter of this name in the path gives way.</summary>
    bool Replaces(string name);
}
