// Credentials of a guest, and Signature Version 4 for the one request that this page sends.
const encoder = new TextEncoder();
const refreshMargin = 5 * 60 * 1000;
let guest;

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (text) => hex(await crypto.subtle.digest('SHA-256', encoder.encode(text)));

async function hmac(key, text) {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return crypto.subtle.sign('HMAC', imported, encoder.encode(text));
}

async function call(path, operation, input) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityService.${operation}` },
    body: JSON.stringify(input),
  });
  const result = await response.json();
  if (!response.ok) {
    throw new Error(`${operation}: ${result.message}`);
  }

  return result;
}

/** Gives credentials of a guest of the identity pool, kept until shortly before they expire. */
export async function guestCredentials({ identityPath, identityPoolId }) {
  if (!guest || guest.Expiration * 1000 - refreshMargin < Date.now()) {
    const { IdentityId } = await call(identityPath, 'GetId', { IdentityPoolId: identityPoolId });
    guest = (await call(identityPath, 'GetCredentialsForIdentity', { IdentityId })).Credentials;
  }

  return guest;
}

/** Gives the headers that sign a POST of this page's own origin for the service appsync. */
export async function sign({ path, body, region, credentials }) {
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${region}/appsync/aws4_request`;
  const signed = 'host;x-amz-date;x-amz-security-token';
  const headers = `host:${location.host}\nx-amz-date:${time}\nx-amz-security-token:${credentials.SessionToken}\n`;
  const canonical = ['POST', path, '', headers, signed, await sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, await sha256(canonical)].join('\n');
  let key = encoder.encode(`AWS4${credentials.SecretKey}`);
  for (const part of scope.split('/')) {
    key = await hmac(key, part);
  }

  return {
    'x-amz-date': time,
    'x-amz-security-token': credentials.SessionToken,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.AccessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${hex(await hmac(key, toSign))}`,
  };
}
