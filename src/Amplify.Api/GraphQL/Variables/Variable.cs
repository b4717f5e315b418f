namespace Amplify.Api.GraphQL.Variables;

/// <summary>A value for a variable.</summary>
/// <param name="Name">The variable's name, or that of the property that it comes from.</param>
/// <param name="Value">The value.</param>
/// <param name="DeclaredType">The type that its place has; the value's own may be unknown where there is no reflection.</param>
internal readonly record struct Variable(string Name, object? Value, Type DeclaredType)
{
    /// <summary>Gets whether the name is a property's, and follows the client's naming policy.</summary>
    public bool FollowsPolicy { get; init; }

    /// <summary>Gets whether the value is a property's, which the client's options may leave out when it is null.</summary>
    public bool IsProperty { get; init; }
}
