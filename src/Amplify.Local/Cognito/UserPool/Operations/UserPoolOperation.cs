namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>An operation of the service.</summary>
/// <returns>The JSON of the answer.</returns>
internal delegate ValueTask<ReadOnlyMemory<byte>> UserPoolOperation(OperationInput input, CancellationToken cancellationToken);
