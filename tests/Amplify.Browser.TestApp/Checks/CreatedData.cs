namespace Amplify.Browser.TestApp.Checks;

/// <summary>What the mutation that creates an event gives.</summary>
internal sealed record CreatedData(CreatedEvent CreateEvent);
