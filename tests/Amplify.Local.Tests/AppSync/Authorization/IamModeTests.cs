using System.Text.Json;
using Amplify.Local.Accounts;
using Amplify.Local.AppSync.Authorization;
using Amplify.Signing;

namespace Amplify.Local.Tests.AppSync.Authorization;

public sealed class IamModeTests
{
    private static LocalAppSyncOptions Options => new() { DefaultMode = AppSyncAuthMode.Iam };

    [Fact]
    public async Task Send_SignedByTheAccount_HasAnIdentityWithoutCognito()
    {
        using var harness = new AuthorizationHarness(Options);

        AppSyncAuthorization authorization = await harness.SendAsync(await harness.SignedAsync());

        AppSyncIamIdentity identity = authorization.Identity<AppSyncIamIdentity>();
        Assert.Equal(("123456789012", "arn:aws:iam::123456789012:user/amplify-local"), (identity.AccountId, identity.UserArn));
        Assert.StartsWith("AIDA", identity.Username, StringComparison.Ordinal);
        Assert.Equal(["127.0.0.1"], identity.SourceIp);
        Assert.Null(identity.CognitoIdentityId ?? identity.CognitoIdentityPoolId ?? identity.CognitoIdentityAuthType ?? identity.CognitoIdentityAuthProvider);
    }

    [Fact]
    public async Task Send_SignedByAGuest_HasTheCognitoIdentity()
    {
        using var harness = new AuthorizationHarness(Options);
        Principal guest = harness.Sessions.Issue("us-east-1:guest", null, AuthorizationHarness.Start, TimeSpan.FromHours(1));

        AppSyncAuthorization authorization = await harness.SendAsync(await harness.SignedAsync(guest.Credentials));

        JsonElement identity = JsonSerializer.SerializeToElement(authorization.Caller!.Identity, JsonSerializerOptions.Web);
        Assert.Equal(
            $$"""
            {"accountId":"123456789012","cognitoIdentityPoolId":"us-east-1:pool","cognitoIdentityId":"us-east-1:guest","sourceIp":["127.0.0.1"],
            "username":"{{guest.UserId}}","userArn":"{{guest.Arn}}","cognitoIdentityAuthType":"unauthenticated","cognitoIdentityAuthProvider":null}
            """.ReplaceLineEndings(""),
            identity.GetRawText());
        Assert.Same(guest, authorization.Caller.Principal);
    }

    [Fact]
    public async Task Send_SignedByAUser_NamesWhoSignedThemIn()
    {
        using var harness = new AuthorizationHarness(Options);
        Principal user = harness.Sessions.Issue("us-east-1:user", "provider,provider:user-1", AuthorizationHarness.Start, TimeSpan.FromHours(1));

        AppSyncAuthorization authorization = await harness.SendAsync(await harness.SignedAsync(user.Credentials));

        var identity = Assert.IsType<AppSyncIamIdentity>(authorization.Caller!.Identity);
        Assert.Equal(("authenticated", "provider,provider:user-1"), (identity.CognitoIdentityAuthType, identity.CognitoIdentityAuthProvider));
        Assert.Contains("/amplify-local-authRole/", identity.UserArn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WrongSecret_IsToldTheExpectedStrings()
    {
        using var harness = new AuthorizationHarness(Options);

        AppSyncAuthorization authorization =
            await harness.SendAsync(await harness.SignedAsync(new AwsCredentials(harness.Credentials.AccessKeyId, "wrong")));

        Assert.StartsWith(
            "403 InvalidSignatureException: The request signature we calculated does not match the signature you provided. Check your AWS Secret "
            + "Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'POST\n/graphql\n",
            authorization.Text(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_UnknownAccessKey_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options);

        Assert.Equal(
            "403 UnrecognizedClientException: The security token included in the request is invalid.",
            (await harness.SendAsync(await harness.SignedAsync(new AwsCredentials("AKIAUNKNOWNUNKNOWN00", "secret")))).Text());
    }

    [Fact]
    public async Task Send_ExpiredSession_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options);
        Principal guest = harness.Sessions.Issue("us-east-1:guest", null, AuthorizationHarness.Start, TimeSpan.FromHours(1));
        harness.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(
            "403 ExpiredTokenException: The security token included in the request is expired",
            (await harness.SendAsync(await harness.SignedAsync(guest.Credentials))).Text());
    }

    [Fact]
    public async Task Send_OldDate_IsToldTheTimes()
    {
        using var harness = new AuthorizationHarness(Options);

        Assert.Equal(
            "403 InvalidSignatureException: Signature expired: 20260304T050106Z is now earlier than 20260304T050107Z (20260304T050607Z - 5 min.)",
            (await harness.SendAsync(await harness.SignedAsync(time: AuthorizationHarness.Start.AddMinutes(-5).AddSeconds(-1)))).Text());
    }

    [Fact]
    public async Task Send_SignedForAnotherService_IsToldWhichOneIsExpected()
    {
        using var harness = new AuthorizationHarness(Options);

        Assert.Equal(
            "403 InvalidSignatureException: Credential should be scoped to correct service: 'appsync'. ",
            (await harness.SendAsync(await harness.SignedAsync(service: "execute-api"))).Text());
    }

    [Fact]
    public async Task Send_HeaderWithoutASignature_IsToldWhatIsMissing()
    {
        using var harness = new AuthorizationHarness(Options);

        string refusal = (await harness.SendTokenAsync("AWS4-HMAC-SHA256 Credential=a/20260304/us-east-1/appsync/aws4_request, SignedHeaders=host")).Text();

        Assert.StartsWith("403 IncompleteSignatureException: Authorization header requires 'Signature' parameter. ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OtherBodyThanSigned_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options);
        AppSyncAuthorizationRequest signed = await harness.SignedAsync();

        AppSyncAuthorization authorization = await harness.SendAsync(signed with { Body = "{ }"u8.ToArray() });

        Assert.StartsWith("403 InvalidSignatureException: The request signature", authorization.Text(), StringComparison.Ordinal);
    }

    // What a client signs to open a socket, although nothing is ever posted there.
    [Fact]
    public async Task Send_SignedConnect_IsTaken()
    {
        using var harness = new AuthorizationHarness(Options);

        Assert.Equal("Iam", (await harness.SendAsync(await harness.SignedAsync(target: "/graphql/connect", body: "{}"))).Text());
    }
}
