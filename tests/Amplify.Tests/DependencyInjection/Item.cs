namespace Amplify.Tests.DependencyInjection;

internal sealed record Item(string Id, string Name);
