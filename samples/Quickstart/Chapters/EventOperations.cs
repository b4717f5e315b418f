using Amplify;

namespace Quickstart.Chapters;

/// <summary>
/// Operations of the guide's Event App. Make each once and keep it: the document is read here, and a mistake in it told here. Its variables are
/// given for each call, by <c>With</c>.
/// </summary>
internal static class EventOperations
{
    public static readonly GraphQLOperation<CreateEventData> Create = new("""
        mutation CreateEvent($name: String!, $when: String!, $where: String!, $description: String!) {
          createEvent(name: $name, when: $when, where: $where, description: $description) { id name }
        }
        """);

    public static readonly GraphQLOperation<GetEventData> Get = new("""
        query GetEvent($id: ID!) {
          getEvent(id: $id) { id name when where }
        }
        """);

    public static readonly GraphQLOperation<ListEventsData> List = new("""
        query ListEvents($limit: Int, $nextToken: String) {
          listEvents(limit: $limit, nextToken: $nextToken) { items { id name } nextToken }
        }
        """);

    public static readonly GraphQLOperation<DeleteEventData> Delete = new("""
        mutation DeleteEvent($id: ID!) {
          deleteEvent(id: $id) { id }
        }
        """);

    // The type of an operation stands for the "data" of its answer: a property for each field at the root, null where there is nothing.
    public sealed record CreateEventData(Event? CreateEvent);

    public sealed record GetEventData(Event? GetEvent);

    public sealed record ListEventsData(GraphQLPage<Event>? ListEvents);

    public sealed record DeleteEventData(Event? DeleteEvent);
}
