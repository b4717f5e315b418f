using Amplify.Auth.UserPool.Messages;

namespace Amplify;

/// <summary>Where a code was sent.</summary>
/// <param name="Medium">How: <c>EMAIL</c> or <c>SMS</c>.</param>
/// <param name="Destination">To where, with most of it hidden, such as <c>j***@e***</c>.</param>
/// <param name="AttributeName">The attribute that the address is from, such as <c>email</c>, when the pool tells it.</param>
public sealed record CodeDelivery(string? Medium, string? Destination, string? AttributeName)
{
    internal static CodeDelivery From(AccountMessages.DeliveryPart? part) => new(part?.DeliveryMedium, part?.Destination, part?.AttributeName);
}
