namespace Amplify.ColdStart;

/// <summary>What the benchmark's API answers.</summary>
internal sealed record Answer(string Text);
