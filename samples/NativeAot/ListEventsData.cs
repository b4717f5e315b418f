using Amplify;

/// <summary>The data of the query <c>ListEvents</c>.</summary>
internal sealed record ListEventsData(GraphQLPage<Event> ListEvents);
