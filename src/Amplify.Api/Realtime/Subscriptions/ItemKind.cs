namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>What stands in a subscription's buffer.</summary>
internal enum ItemKind
{
    /// <summary>A message.</summary>
    Data,

    /// <summary>A message that could not be read.</summary>
    Undecodable,

    /// <summary>The place where messages are missing.</summary>
    Gap,

    /// <summary>Messages were thrown away.</summary>
    Dropped,
}
