using System.Collections.Frozen;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Authorization.Fields;
using GraphQLParser;

namespace Amplify.Local.Tests.AppSync.Authorization;

public sealed class FieldAccessTests
{
    private static readonly AppSyncAuthMode[] AllModes = Enum.GetValues<AppSyncAuthMode>();

    private static FieldAccess Read(string schema, AppSyncAuthMode mode = AppSyncAuthMode.ApiKey, bool isOnly = false, bool denies = false) =>
        FieldAccess.Create(Parser.Parse(schema), new AppSyncModes(mode, isOnly ? [] : AllModes) { DeniesByDefault = denies });

    private static string Allowed(FieldAccess access, string type, string field) =>
        string.Join(' ', AllModes.Where(mode => access.Allows(type, field, Caller(mode))));

    private static AppSyncCaller Caller(AppSyncAuthMode mode, params string[] groups) => new(mode, mode != AppSyncAuthMode.UserPool ? null : new AppSyncUserPoolIdentity
    {
        Sub = "sub",
        Issuer = "issuer",
        Claims = new Dictionary<string, System.Text.Json.JsonElement>(),
        SourceIp = [],
        DefaultAuthStrategy = "ALLOW",
        Groups = groups.Length == 0 ? null : groups,
    });

    [Theory]
    [InlineData("type Query { f: Int }", "ApiKey")]
    [InlineData("type Query { f: Int @deprecated }", "ApiKey")]
    [InlineData("type Query { f: Int @aws_iam }", "Iam")]
    [InlineData("type Query { f: Int @aws_iam @aws_api_key }", "ApiKey Iam")]
    [InlineData("type Query { f: Int @aws_oidc @aws_lambda @aws_cognito_user_pools }", "UserPool Oidc Lambda")]
    [InlineData("type Query @aws_iam { f: Int }", "Iam")]
    [InlineData("type Query @aws_iam @aws_api_key { f: Int }", "ApiKey Iam")]
    [InlineData("type Query @aws_iam { f: Int @aws_oidc }", "Oidc")]
    [InlineData("type Query @aws_iam { g: Int @aws_oidc f: Int }", "Iam")]
    [InlineData("type Query { g: Int } extend type Query { f: Int @aws_lambda }", "Lambda")]
    [InlineData("type Query { f: Int } extend type Query @aws_lambda", "Lambda")]
    [InlineData("extend type Query @aws_oidc type Query @aws_lambda { f: Int }", "Oidc Lambda")]
    [InlineData("type Query { f: Int @aws_auth(cognito_groups: [\"Admins\"]) }", "ApiKey")]
    public void Allows_Modes_AreThoseOfTheFieldElseTheTypeElseTheDefault(string schema, string expected) =>
        Assert.Equal(expected, Allowed(Read(schema), "Query", "f"));

    [Theory]
    [InlineData("@aws_cognito_user_pools", "none,Guests,Admins")]
    [InlineData("@aws_cognito_user_pools(cognito_groups: [\"Admins\", \"Staff\"])", "Admins")]
    [InlineData("@aws_cognito_user_pools(cognito_groups: \"Admins\")", "Admins")]
    [InlineData("@aws_cognito_user_pools(cognito_groups: [])", "")]
    [InlineData("@aws_cognito_user_pools(cognito_groups: null)", "none,Guests,Admins")]
    [InlineData("@aws_auth(cognito_groups: [\"Guests\"])", "Guests")]
    [InlineData("@aws_auth(cognito_groups: [\"Guests\"]) @aws_cognito_user_pools(cognito_groups: [\"Admins\"])", "Guests,Admins")]
    public void Allows_Groups_AnyOneSuffices(string directive, string expected)
    {
        FieldAccess access = Read($"type Query {{ f: Int {directive} }}", AppSyncAuthMode.UserPool, isOnly: true);

        string allowed = string.Join(',', new[] { "none", "Guests", "Admins" }.Where(group =>
            access.Allows("Query", "f", group == "none" ? Caller(AppSyncAuthMode.UserPool) : Caller(AppSyncAuthMode.UserPool, "Others", group))));

        Assert.Equal(expected, allowed);
    }

    [Fact]
    public void Allows_GroupsBesidesAnotherMode_CountForUsersOnly()
    {
        FieldAccess access = Read("type Query { f: Int @aws_api_key @aws_cognito_user_pools(cognito_groups: [\"Admins\"]) }");

        Assert.Equal("ApiKey", Allowed(access, "Query", "f"));
        Assert.True(access.Allows("Query", "f", Caller(AppSyncAuthMode.UserPool, "Admins")));
    }

    [Fact]
    public void Allows_DefaultActionDeny_NeedsADirective()
    {
        FieldAccess access = Read(
            "type Query { f: Int g: Int @aws_auth(cognito_groups: [\"Admins\"]) h: Int @aws_iam }", AppSyncAuthMode.UserPool, isOnly: true, denies: true);

        Assert.False(access.Allows("Query", "f", Caller(AppSyncAuthMode.UserPool, "Admins")));
        Assert.True(access.Allows("Query", "g", Caller(AppSyncAuthMode.UserPool, "Admins")));
        Assert.False(access.Allows("Query", "h", Caller(AppSyncAuthMode.UserPool, "Admins")));
    }

    [Theory]
    [InlineData("Query", "__typename")]
    [InlineData("Query", "__schema")]
    [InlineData("__Schema", "types")]
    public void Allows_Introspection_ToEveryCaller(string type, string field) =>
        Assert.Equal("ApiKey Iam UserPool Oidc Lambda", Allowed(Read("type Query @aws_iam { f: Int }"), type, field));

    [Fact]
    public void Allows_FieldDeniedByTheFunction_IsNot()
    {
        FieldAccess access = Read("type Query { f: Int g: Int } type Event { f: Int }", AppSyncAuthMode.Lambda);
        AppSyncCaller caller = Caller(AppSyncAuthMode.Lambda) with { DeniedFields = FrozenSet.Create("Query.f") };

        Assert.False(access.Allows("Query", "f", caller));
        Assert.True(access.Allows("Query", "g", caller));
        Assert.True(access.Allows("Event", "f", caller));
    }

    [Fact]
    public void Modes_DenyingPool_CountsInTheDefaultModeOnly()
    {
        AppSyncUserPool[] pools = [new AppSyncUserPool { DefaultAction = AppSyncDefaultAction.Deny }];

        Assert.True(new LocalAppSyncOptions { DefaultMode = AppSyncAuthMode.UserPool, UserPools = pools }.Modes.DeniesByDefault);
        Assert.False(new LocalAppSyncOptions { AdditionalModes = [AppSyncAuthMode.UserPool], UserPools = pools }.Modes.DeniesByDefault);
        Assert.False(new LocalAppSyncOptions { DefaultMode = AppSyncAuthMode.UserPool, UserPools = [new(), .. pools] }.Modes.DeniesByDefault);
    }
}
