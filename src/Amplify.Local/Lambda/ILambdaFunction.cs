namespace Amplify.Local;

/// <summary>
/// A Lambda function: event bytes in, result bytes out. One abstraction for Lambda's Invoke and for the routes of a REST API.
/// </summary>
/// <remarks>Called concurrently. What it throws becomes the function's error, as a Lambda runtime reports it.</remarks>
public interface ILambdaFunction
{
    /// <summary>Handles one event.</summary>
    /// <param name="invocation">The event and what a Lambda context has.</param>
    /// <param name="cancellationToken">Cancelled when the function's time is over.</param>
    /// <returns>The result as JSON; empty counts as <c>null</c>.</returns>
    ValueTask<ReadOnlyMemory<byte>> InvokeAsync(LambdaInvocation invocation, CancellationToken cancellationToken);
}
