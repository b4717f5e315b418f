namespace Amplify.Api.Tests.GraphQL;

internal sealed record Event(string? Id, string? Name);

internal sealed record GetEventData(Event? GetEvent)
{
    public static GraphQLOperation<GetEventData> Query { get; } = new("query GetEvent($id: ID!) { getEvent(id: $id) { id name } }");
}

internal sealed record CreateEventData(Event? CreateEvent)
{
    public static GraphQLOperation<CreateEventData> Mutation { get; } = new("mutation CreateEvent($name: String!) { createEvent(name: $name) { id name } }");
}

internal sealed record ListEventsData(GraphQLPage<Event>? ListEvents)
{
    public static GraphQLOperation<ListEventsData> Query { get; } = new(
        "query ListEvents($limit: Int, $nextToken: String) { listEvents(limit: $limit, nextToken: $nextToken) { items { id name } nextToken } }");
}
