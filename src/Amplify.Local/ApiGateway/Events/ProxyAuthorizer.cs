namespace Amplify.Local;

/// <summary>The <c>requestContext.authorizer</c> of a proxy event: what the route's authorizer found out about the caller.</summary>
public sealed class ProxyAuthorizer
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    internal ProxyAuthorizer()
    {
    }

    /// <summary>Gets who calls, in the words of a Lambda authorizer.</summary>
    /// <value><see langword="null"/> behind a user pool.</value>
    public string? PrincipalId { get; internal init; }

    /// <summary>Gets what else a Lambda authorizer tells of the caller, numbers and booleans as texts.</summary>
    public IReadOnlyDictionary<string, string> Context { get; internal init; } = Nothing;

    /// <summary>
    /// Gets the claims of the caller's token, all as texts as API Gateway gives them: lists with commas, times such as
    /// <c>Tue Aug 02 23:34:43 UTC 2024</c>.
    /// </summary>
    /// <value>Empty behind a Lambda authorizer.</value>
    public IReadOnlyDictionary<string, string> Claims { get; internal init; } = Nothing;

    /// <summary>How long the Lambda authorizer took, in milliseconds; 0 when its policy was remembered.</summary>
    internal long IntegrationLatency { get; init; }
}
