namespace Amplify.Browser.TestApp.Checks;

/// <summary>A message of the host's own server, which counts.</summary>
internal sealed record CountData(int Count);
