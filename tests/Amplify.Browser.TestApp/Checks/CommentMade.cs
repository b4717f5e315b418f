namespace Amplify.Browser.TestApp.Checks;

/// <summary>What the mutation that comments on an event gives.</summary>
internal sealed record CommentMade(Comment CommentOnEvent);
