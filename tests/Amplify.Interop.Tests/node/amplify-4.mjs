// Subscribes with the API category of aws-amplify 4.3.46, whose realtime connections carry their authorization in the query:
// a line of JSON in, a line of JSON out.
// node amplify-4.mjs <aws-exports.js>
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import WebSocket from 'ws';
import { answerCalls, Messages } from './calls.mjs';

globalThis.WebSocket = WebSocket;
const require = createRequire(createRequire(import.meta.url).resolve('amplify-4-api-graphql'));
const { GraphQLAPI } = require('./index.js');
const { PubSub } = require('@aws-amplify/pubsub');

const text = await readFile(process.argv[2], 'utf8');
const configuration = {
  ...(await import(`data:text/javascript,${encodeURIComponent(text)}`)).default,
  aws_appsync_dangerously_connect_to_http_endpoint_for_testing: true,
};
GraphQLAPI.configure(configuration);
PubSub.configure(configuration);
let messages;

await answerCalls({
  // It tells nobody when the server has acknowledged: the caller asks the backend.
  async subscribe({ operation }) {
    messages = new Messages(GraphQLAPI.graphql(operation), ({ value }) => value);
  },

  next: () => messages.next(),

  async unsubscribe() {
    messages.end();
  },
});
