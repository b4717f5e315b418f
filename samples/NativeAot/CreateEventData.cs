/// <summary>The data of the mutation <c>CreateEvent</c>.</summary>
internal sealed record CreateEventData(Event CreateEvent);
