// A GraphQL server that is not AppSync: prints {"url":…} once it listens, and serves until it is ended.
import { createServer } from 'node:http';
import { GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';

const typeDefs = /* GraphQL */ `
  enum Kind { CONCERT TALK }
  input EventInput { name: String!, kind: Kind!, price: Float, tags: [String!] }
  type Event { id: ID!, name: String!, kind: Kind!, price: Float, tags: [String!], secret: String }
  type EventPage { items: [Event!]!, nextToken: String }
  type Query {
    event(id: ID!): Event
    events(limit: Int = 2, nextToken: String): EventPage!
    header(name: String!): String
    member: String!
    broken: String
  }
  type Mutation {
    createEvent(input: EventInput!): Event!
    cutConnections: Int!
  }
  type Subscription {
    eventCreated(kind: Kind): Event!
    countdown(from: Int!): Int!
    breaking: Int!
    initialHeader(name: String!): String
  }
`;

const events = [];

// Names of headers in whatever case.
const headerOf = (params, name) => Object.entries(params ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];

const created = createPubSub();

const resolvers = {
  Query: {
    event: (_, { id }) => events.find((event) => event.id === id),
    events(_, { limit, nextToken }) {
      const end = Number(nextToken ?? 0) + limit;
      return { items: events.slice(end - limit, end), nextToken: end < events.length ? String(end) : null };
    },
    header: (_, { name }, { request }) => request.headers.get(name),

    // An error that decides on the status of the whole answer.
    member(_, __, { request }) {
      if (request.headers.get('authorization') !== 'the-token') {
        throw new GraphQLError('Members only.', { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
      }
      return 'welcome';
    },

    // An exception that is none of GraphQL: the server hides what it says.
    broken() {
      throw new Error('internal detail');
    },
  },
  Event: {
    secret() {
      throw new GraphQLError('Not yours.', { extensions: { code: 'FORBIDDEN' } });
    },
  },
  Mutation: {
    createEvent(_, { input }) {
      const event = { id: String(events.length + 1), ...input };
      events.push(event);
      created.publish('event', event);
      return event;
    },

    // Without a close frame.
    cutConnections() {
      const { size } = sockets.clients;
      sockets.clients.forEach((socket) => socket.terminate());
      return size;
    },
  },
  Subscription: {
    eventCreated: {
      async *subscribe(_, { kind }) {
        for await (const event of created.subscribe('event')) {
          if (!kind || event.kind === kind) {
            yield { eventCreated: event };
          }
        }
      },
    },
    countdown: {
      async *subscribe(_, { from }) {
        for (let countdown = from; countdown > 0; countdown--) {
          yield { countdown };
        }
      },
    },
    breaking: {
      async *subscribe() {
        yield { breaking: 1 };
        throw new GraphQLError('It broke.', { extensions: { code: 'BROKEN' } });
      },
    },
    initialHeader: {
      async *subscribe(_, { name }, { connectionParams }) {
        yield { initialHeader: headerOf(connectionParams, name) };
      },
    },
  },
};

const schema = createSchema({ typeDefs, resolvers });
const yoga = createYoga({ schema, graphiql: false, logging: false });
const server = createServer(yoga);
const sockets = new WebSocketServer({ server, path: yoga.graphqlEndpoint });
useServer(
  {
    schema,
    context: ({ connectionParams }) => ({ connectionParams }),
    onConnect: ({ connectionParams }) => headerOf(connectionParams, 'authorization') !== 'refused',
  },
  sockets,
);
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/graphql` }));
});
