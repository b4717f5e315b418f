namespace Amplify.Tests.Realtime;

/// <summary>Tests that run when no other does.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class NotParallel;
