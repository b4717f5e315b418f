using System.Text;

namespace Amplify.Local.Tests.Support;

/// <summary>A function that keeps its last event and returns a fixed result.</summary>
internal sealed class FunctionStub(string result = """{"statusCode":200}""") : ILambdaFunction
{
    public LambdaInvocation? Last { get; private set; }

    public string LastEvent => Encoding.UTF8.GetString(Last!.Payload.Span);

    public ValueTask<ReadOnlyMemory<byte>> InvokeAsync(LambdaInvocation invocation, CancellationToken cancellationToken)
    {
        Last = invocation;
        return new(Encoding.UTF8.GetBytes(result));
    }
}
