using System.Security.Cryptography;
using Amplify.Local.Cognito.UserPool.Attempts;
using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Devices;
using Amplify.Local.Cognito.UserPool.Mfa;
using Amplify.Local.Cognito.UserPool.Operations;
using Amplify.Local.Cognito.UserPool.Passwords;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;
using Amplify.Local.Storage;
using Amplify.Local.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Cognito.UserPool;

/// <summary>Puts the user pool together.</summary>
internal sealed class UserPoolBuilder(
    LocalUserPoolOptions options, string region, LocalDatabase database, SettingStore settings, ServerAddress address, ServerClock clock, ILogger logger)
{
    private const int SecretBytes = 32;
    private const int GroupKeyLength = 9;

    private readonly SignInNames _names = new(options.UsernameAttributes, options.AliasAttributes);

    public UserPoolParts Build()
    {
        string poolId = settings.GetOrAdd($"userPoolId.{region}", () => RandomKeys.UserPoolId(region));
        // The pool's own name goes into each proof of a password, not its region.
        string realm = poolId[(region.Length + 1)..];
        var clients = new AppClients(options.Clients, poolId, settings);
        var users = new UserPoolDirectory(database, _names);
        LocalTokenIssuer issuer = CreateIssuer(poolId, clients, users);
        var signIns = new SignInStore(database);
        var grants = new TokenGrants(new UserTokens(() => issuer.Issuer, issuer.Keys), signIns, users, clock);
        var verifier = new UserPoolTokenVerifier(() => issuer.Issuer, issuer.Keys);
        var tokens = new AccessTokens(verifier, signIns, users, clients, clock);
        var rules = new AttributeRules(options.RequiredAttributes);
        var registration = new UserRegistration(options, realm, _names, users, rules, clock, logger);
        var delivery = new CodeDelivery(options.CodeSent, clock, logger);
        var failures = new FailedAttempts(database);
        var attempts = new CodeAttempts(failures, clock);
        var codes = new ConfirmationCodes(users, delivery, attempts, clock);
        var madeUp = new MadeUpUsers(Convert.FromBase64String(settings.GetOrAdd($"madeUpUsers.{poolId}", NewSecret)), _names);
        var check = new PasswordCheck(realm, users, madeUp, failures, clock);
        var changes = new PasswordChanges(realm, options.PasswordPolicy, users, failures, clock);
        var sessions = new ChallengeSessions(clock);
        var mfa = new MfaChallenges(options, sessions, delivery);
        var softwareTokens = new SoftwareTokens(users, clock);
        var devices = new DeviceRegistry(options.DeviceTracking, region, "-" + StableId.Of(poolId, GroupKeyLength), users, clock);
        var flow = new SignInFlow(options, users, rules, sessions, mfa, devices, grants, clock);
        var proof = new PasswordProof(realm, users, madeUp, check, sessions, clock, logger);
        var custom = new CustomSignIn(options, users, sessions, proof, flow, logger);
        var chosen = new ChosenSignIn(users, check, proof, madeUp, mfa, sessions, flow);
        IReadOnlyList<IChallengeResponder> responders =
        [
            new PasswordVerifierResponder(proof, flow, custom),
            new NewPasswordResponder(changes, users, rules, flow),
            new CodeResponder(attempts, flow),
            new SoftwareTokenResponder(softwareTokens, attempts, flow),
            new SelectMfaResponder(users, mfa),
            new MfaSetupResponder(users, mfa, flow),
            new DeviceResponder(users, devices, sessions, flow, clock),
            custom,
            chosen,
        ];
        var refresh = new TokenRefresh(clients, grants, users, devices);
        var challenges = new ChallengeOperations(clients, users, sessions, responders);
        return new UserPoolParts
        {
            PoolId = poolId,
            Options = options,
            Issuer = issuer,
            Clients = clients,
            Users = users,
            Registration = registration,
            Passwords = check,
            PasswordChanges = changes,
            SignIn = flow,
            SignIns = signIns,
            Grants = grants,
            Verifier = verifier,
            Challenges = challenges,
            Codes = delivery,
            Operations = new OperationTable(
                new SignUpOperations(clients, registration, users, codes, madeUp, sessions),
                new SignInOperations(clients, check, proof, custom, chosen, sessions, flow, refresh),
                challenges,
                refresh,
                new SessionOperations(clients, tokens, signIns),
                new AccountOperations(tokens, users, signIns),
                new AttributeOperations(options, tokens, users, rules, codes, clock),
                new PasswordOperations(clients, tokens, users, codes, madeUp, check, changes),
                new MfaOperations(options, tokens, users, softwareTokens, sessions),
                new DeviceOperations(tokens, users, devices, clock)).ToDictionary(),
        };
    }

    private LocalTokenIssuer CreateIssuer(string poolId, AppClients clients, UserPoolDirectory users)
    {
        string name = $"tokenKey.{poolId}";
        var keys = new IssuerKeys(new IssuerKey(settings, name), new IssuerKey(settings, $"{name}.access"));
        return new LocalTokenIssuer(poolId, clients.Default.Id, address, keys, clock, username => users.Find(username)?.Subject);
    }

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
}
