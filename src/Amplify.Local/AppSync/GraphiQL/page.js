// The page of the local AppSync: GraphiQL with a choice of the authorization mode.
import { guestCredentials, sign } from '/graphiql/signing.js';

const modes = {
  API_KEY: { title: 'API key', credential: 'x-api-key' },
  AWS_IAM: { title: 'IAM (guest)', note: 'Signed with credentials of the identity pool.' },
  AMAZON_COGNITO_USER_POOLS: { title: 'User pool', credential: 'Token' },
  OPENID_CONNECT: { title: 'OpenID Connect', credential: 'Token' },
  AWS_LAMBDA: { title: 'Lambda', credential: 'Token' },
  NONE: { title: 'None', note: 'Sent as it is: refused unless the headers below say who calls.' },
};

const settings = await (await fetch('/graphiql/settings.json')).json();
const credentials = { API_KEY: settings.apiKey ?? '' };
const mode = document.getElementById('mode');
const credential = document.getElementById('credential');

for (const name of [...settings.modes, 'NONE']) {
  mode.append(new Option(modes[name].title, name));
}

function show() {
  const { credential: label, note } = modes[mode.value];
  document.getElementById('credential-label').hidden = !label;
  document.getElementById('credential-name').textContent = label ?? '';
  document.getElementById('note').textContent = note ?? '';
  credential.value = credentials[mode.value] ?? '';
}

async function authorize(body) {
  switch (mode.value) {
    case 'API_KEY':
      return { 'x-api-key': credential.value };
    case 'AWS_IAM':
      return sign({ path: settings.path, body, region: settings.region, credentials: await guestCredentials(settings) });
    case 'NONE':
      return {};
    default:
      return { authorization: credential.value };
  }
}

async function fetcher(operation, options) {
  const body = JSON.stringify(operation);
  const headers = { 'content-type': 'application/json', ...await authorize(body), ...options?.headers };
  const response = await fetch(settings.path, { method: 'POST', headers, body });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The answer, status ${response.status}, is no JSON: ${text}`);
  }
}

mode.addEventListener('change', show);
credential.addEventListener('input', () => { credentials[mode.value] = credential.value; });
document.getElementById('authorization').addEventListener('submit', (event) => event.preventDefault());
show();
ReactDOM.createRoot(document.getElementById('graphiql')).render(React.createElement(GraphiQL, { fetcher }));
