namespace Amplify.Local.Lambda;

/// <summary>The function <c>echo</c>: returns its event.</summary>
internal sealed class EchoFunction : ILambdaFunction
{
    public ValueTask<ReadOnlyMemory<byte>> InvokeAsync(LambdaInvocation invocation, CancellationToken cancellationToken) => new(invocation.Payload);
}
