// Calls a user pool with amazon-cognito-identity-js as it is told: a line of JSON in, a line of JSON out.
// node cognito-js.mjs <endpoint> <user pool id> <client id>
import { AuthenticationDetails, CognitoUser, CognitoUserAttribute, CognitoUserPool } from 'amazon-cognito-identity-js';
import { answerCalls } from './calls.mjs';

const [endpoint, UserPoolId, ClientId] = process.argv.slice(2);
const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint });
let user;

/** What a function that takes a callback of error and result comes to. */
const promised = (start) =>
  new Promise((resolve, reject) => start((error, result) => (error ? reject(error) : resolve(result))));

/** What a step of a sign-in comes to: a session, or what is asked for next. */
const step = (start) =>
  new Promise((resolve, reject) => {
    const asks = (challenge) => (_, parameters) => resolve({ challenge, parameters });
    start({
      onSuccess: (session, userConfirmationNecessary) => resolve({ ...describe(session), userConfirmationNecessary }),
      onFailure: reject,
      newPasswordRequired: (attributes, required) => resolve({ challenge: 'NEW_PASSWORD_REQUIRED', attributes, required }),
      mfaRequired: asks('SMS_MFA'),
      totpRequired: asks('SOFTWARE_TOKEN_MFA'),
      selectMFAType: asks('SELECT_MFA_TYPE'),
      mfaSetup: asks('MFA_SETUP'),
      customChallenge: (parameters) => resolve({ challenge: 'CUSTOM_CHALLENGE', parameters }),
    });
  });

const describe = (session) => ({
  idToken: session.getIdToken().getJwtToken(),
  accessToken: session.getAccessToken().getJwtToken(),
  refreshToken: session.getRefreshToken().getToken(),
  isValid: session.isValid(),
});

await answerCalls({
  async signUp({ username, password, attributes }) {
    const list = Object.entries(attributes).map(([Name, Value]) => new CognitoUserAttribute({ Name, Value }));
    const { userConfirmed, userSub, codeDeliveryDetails } = await promised((done) => Pool.signUp(username, password, list, [], done));
    return { userConfirmed, userSub, codeDeliveryDetails };
  },

  confirm: ({ username, code }) => promised((done) => new CognitoUser({ Username: username, Pool }).confirmRegistration(code, true, done)),

  signIn({ username, password, flow }) {
    user = new CognitoUser({ Username: username, Pool });
    user.setAuthenticationFlowType(flow ?? 'USER_SRP_AUTH');
    return step((callbacks) => user.authenticateUser(new AuthenticationDetails({ Username: username, Password: password }), callbacks));
  },

  sendCode: ({ code, type }) => step((callbacks) => user.sendMFACode(code, callbacks, type)),

  newPassword: ({ password, attributes }) => step((callbacks) => user.completeNewPasswordChallenge(password, attributes, callbacks)),

  refresh: async () => describe(await promised((done) => user.refreshSession(user.getSignInUserSession().getRefreshToken(), done))),

  associate: () =>
    new Promise((resolve, reject) => user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject })),

  verifyToken: ({ code, name }) =>
    new Promise((resolve, reject) =>
      user.verifySoftwareToken(code, name, { onSuccess: ({ Status }) => resolve({ status: Status }), onFailure: reject }),
    ),

  preferSoftwareToken: () => promised((done) => user.setUserMfaPreference(null, { Enabled: true, PreferredMfa: true }, done)),

  userData: () => promised((done) => user.getUserData(done, { bypassCache: true })),

  changePassword: ({ from, to }) => promised((done) => user.changePassword(from, to, done)),

  forgotPassword: ({ username }) =>
    new Promise((resolve, reject) => {
      user = new CognitoUser({ Username: username, Pool });
      user.forgotPassword({ onSuccess: resolve, onFailure: reject, inputVerificationCode: resolve });
    }),

  confirmPassword: ({ code, password }) =>
    new Promise((resolve, reject) => user.confirmPassword(code, password, { onSuccess: resolve, onFailure: reject })),

  devices: () => new Promise((resolve, reject) => user.listDevices(60, null, { onSuccess: resolve, onFailure: reject })),

  globalSignOut: () => new Promise((resolve, reject) => user.globalSignOut({ onSuccess: resolve, onFailure: reject })),
});
