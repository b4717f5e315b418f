namespace Amplify.Cli.Commands.Api;

/// <summary>A call as the command line describes it.</summary>
internal sealed record ApiCall(string ApiName, string Path, byte[]? Body, RestOptions Options);
