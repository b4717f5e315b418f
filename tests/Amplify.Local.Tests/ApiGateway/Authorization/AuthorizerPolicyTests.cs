using Amplify.Local.ApiGateway.Authorization.Lambda;

namespace Amplify.Local.Tests.ApiGateway.Authorization;

public sealed class AuthorizerPolicyTests
{
    private const string Arn = "arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/items/1";

    private static RestPolicyEffect? EffectOf(params RestPolicyStatement[] statements) =>
        new AuthorizerPolicy("ann", statements, new Dictionary<string, string>()).EffectOn(Arn);

    [Theory]
    [InlineData(Arn, true)]
    [InlineData("*", true)]
    [InlineData("arn:aws:execute-api:*", true)]
    [InlineData("arn:aws:execute-api:us-east-1:123456789012:abc/prod/*", true)]
    [InlineData("arn:aws:execute-api:us-east-1:123456789012:abc/*/GET/*", true)]
    [InlineData("arn:aws:execute-api:*:*:abc/prod/G?T/items/?", true)]
    [InlineData("arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/items/1*", true)]
    [InlineData("arn:aws:execute-api:us-east-1:123456789012:abc/prod/POST/*", false)]
    [InlineData("arn:aws:execute-api:us-east-1:123456789012:abc/prod/get/items/1", false)]
    [InlineData("arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/items", false)]
    [InlineData("arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/items/1?", false)]
    [InlineData("arn:aws:execute-api:eu-west-1:123456789012:abc/*", false)]
    [InlineData("*/items/2", false)]
    [InlineData("*items*items*", false)]
    [InlineData("", false)]
    public void EffectOn_Resource_MatchesWithWildcards(string resource, bool matches) =>
        Assert.Equal(matches ? RestPolicyEffect.Allow : null, EffectOf(new RestPolicyStatement(RestPolicyEffect.Allow, resource)));

    [Theory]
    [InlineData("execute-api:Invoke", true)]
    [InlineData("execute-api:invoke", true)]
    [InlineData("execute-api:*", true)]
    [InlineData("*", true)]
    [InlineData("execute-api:ManageConnections", false)]
    [InlineData("lambda:Invoke*", false)]
    public void EffectOn_Action_MatchesWhateverItsCase(string action, bool matches) =>
        Assert.Equal(matches ? RestPolicyEffect.Allow : null, EffectOf(new RestPolicyStatement(RestPolicyEffect.Allow, "*") { Actions = [action] }));

    [Fact]
    public void EffectOn_DenyAnywhere_BeatsEachAllow()
    {
        var allow = new RestPolicyStatement(RestPolicyEffect.Allow, "*");
        var deny = new RestPolicyStatement(RestPolicyEffect.Deny, "arn:other", "*/GET/items/*");

        Assert.Equal(RestPolicyEffect.Deny, EffectOf(allow, deny));
        Assert.Equal(RestPolicyEffect.Deny, EffectOf(deny, allow));
    }

    [Fact]
    public void EffectOn_NoStatement_IsNone() => Assert.Null(EffectOf());

    [Fact]
    public void EffectOn_PatternThatBacktracksALot_IsFast()
    {
        string pattern = string.Concat(Enumerable.Repeat("*a", 500)) + "b";
        string text = new('a', 5_000);

        Assert.False(Wildcard.IsMatch(pattern, text, ignoreCase: false));
    }
}
