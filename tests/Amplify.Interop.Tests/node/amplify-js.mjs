// Makes calls with aws-amplify as it is told: a line of JSON in, a line of JSON out.
// node amplify-js.mjs <aws-exports.js | amplify_outputs.json>
import { readFile } from 'node:fs/promises';
import WebSocket from 'ws';
import { Amplify } from 'aws-amplify';
import { del, events, generateClient, get, head, patch, post, put } from 'aws-amplify/api';
import * as auth from 'aws-amplify/auth';
import { Hub, parseAmplifyConfig } from 'aws-amplify/utils';
import { answerCalls, Messages } from './calls.mjs';

globalThis.WebSocket = WebSocket;
// What Amplify names a device by; Node 20 has none.
globalThis.navigator ??= { userAgent: 'Node.js' };
const verbs = { get, post, put, patch, del, head };
const resources = await readConfiguration(process.argv[2]);
Amplify.configure(resources);
let messages;
let channel;

await answerCalls({
  async session() {
    const { identityId, credentials } = await auth.fetchAuthSession();
    return { identityId, accessKeyId: credentials?.accessKeyId, hasSessionToken: Boolean(credentials?.sessionToken) };
  },

  // Any function of the category by its name: signUp, confirmSignUp, signIn, confirmSignIn, signOut, setUpTOTP, …
  auth: ({ operation, input }) => auth[operation](input),

  async tokens({ forceRefresh }) {
    const { tokens, userSub, identityId } = await auth.fetchAuthSession({ forceRefresh });
    return { idToken: tokens?.idToken?.toString(), accessToken: tokens?.accessToken?.toString(), userSub, identityId };
  },

  async rest({ verb, apiName, path, options }) {
    const { statusCode, headers, body } = await verbs[verb]({ apiName, path, options }).response;
    return { statusCode, headers, body: body ? await body.text() : undefined };
  },

  // A sign-in of the application's own: with a token provider given, Amplify asks nobody else.
  async signIn({ accessToken }) {
    const token = { toString: () => accessToken, payload: JSON.parse(Buffer.from(accessToken.split('.')[1], 'base64url')) };
    Amplify.configure(resources, { Auth: { tokenProvider: { getTokens: async () => ({ accessToken: token }) } } });
  },

  async graphql({ client = {}, operation, headers }) {
    return generateClient(client).graphql(operation, headers);
  },

  async subscribe({ operation }) {
    const acknowledged = new Promise((resolve) => {
      const stop = Hub.listen('api', ({ payload }) => {
        if (payload.event === 'Subscription ack') {
          stop();
          resolve();
        }
      });
    });
    messages = new Messages(generateClient().graphql(operation));
    await Promise.race([acknowledged, messages.failed]);
  },

  async subscribeToChannel({ name, options }) {
    channel = await events.connect(name, options);
    messages = new Messages({ subscribe: (observer) => channel.subscribe(observer) });
    await messages.subscription.ready;
  },

  next: () => messages.next(),

  async unsubscribe() {
    messages.end();
  },

  publish: ({ event }) => channel.publish(event),

  post: ({ name, event, options }) => events.post(name, event, options),
});

async function readConfiguration(file) {
  const text = await readFile(file, 'utf8');
  const content = file.endsWith('.json')
    ? JSON.parse(text)
    : (await import(`data:text/javascript,${encodeURIComponent(text)}`)).default;
  const { Auth, API, ...others } = parseAmplifyConfig(content);

  // Amplify's files have no place for endpoints of Cognito; and REST APIs in the outputs are passed on as its guide tells.
  const identityPoolEndpoint = content.aws_cognito_identity_pool_endpoint ?? content.auth.identity_pool_endpoint;
  const userPoolEndpoint = content.aws_user_pools_endpoint ?? content.auth.user_pool_endpoint;
  return {
    ...others,
    Auth: { Cognito: { ...Auth.Cognito, identityPoolEndpoint, userPoolEndpoint } },
    API: { REST: content.custom?.API, ...API },
  };
}
