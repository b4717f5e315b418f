namespace Amplify.Local.Lambda;

/// <summary>What running a function gave: its result, or the error that stands for it.</summary>
internal readonly record struct FunctionOutcome(ReadOnlyMemory<byte> Payload, bool IsError);
