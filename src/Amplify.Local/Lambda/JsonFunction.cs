using System.Text.Json;

namespace Amplify.Local.Lambda;

/// <summary>A handler over objects as a function over bytes.</summary>
internal sealed class JsonFunction<TEvent, TResult>(Func<TEvent, CancellationToken, ValueTask<TResult>> handler) : ILambdaFunction
{
    public async ValueTask<ReadOnlyMemory<byte>> InvokeAsync(LambdaInvocation invocation, CancellationToken cancellationToken)
    {
        TEvent value = JsonSerializer.Deserialize<TEvent>(invocation.Payload.Span, JsonSerializerOptions.Web)!;
        TResult result = await handler(value, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.SerializeToUtf8Bytes(result, JsonSerializerOptions.Web);
    }
}
