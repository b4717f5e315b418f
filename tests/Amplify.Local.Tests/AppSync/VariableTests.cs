using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync;

public sealed class VariableTests
{
    private const string Schema =
        """
        enum Size { SMALL LARGE }
        input Point { x: Int! y: Int = 7  at: AWSPhone  tags: [String!]  inner: Point  size: Size }
        type Query { put(point: Point, size: Size, points: [Point], n: Int, f: Float, id: ID, text: String, flag: Boolean, list: [[Int]], json: AWSJSON, must: Int! = 3): AWSJSON }
        """;

    [Theory]
    [InlineData("$n: Int", "n: $n", """{"n":5}""", """{"n":5,"must":3}""")]
    [InlineData("$n: Int", "n: $n", """{"n":null}""", """{"n":null,"must":3}""")]
    [InlineData("$n: Int", "n: $n", "{}", """{"must":3}""")]
    [InlineData("$n: Int = 4", "n: $n", "{}", """{"n":4,"must":3}""")]
    [InlineData("$n: Int = 4", "n: $n", """{"n":null}""", """{"n":null,"must":3}""")]
    [InlineData("$n: Int", "n: $n", """{"n":5,"unknown":1}""", """{"n":5,"must":3}""")]
    [InlineData("$f: Float", "f: $f", """{"f":1}""", """{"f":1,"must":3}""")]
    [InlineData("$f: Float", "f: $f", """{"f":1.5}""", """{"f":1.5,"must":3}""")]
    [InlineData("$id: ID", "id: $id", """{"id":12}""", """{"id":"12","must":3}""")]
    [InlineData("$s: Size", "size: $s", """{"s":"LARGE"}""", """{"size":"LARGE","must":3}""")]
    [InlineData("$p: Point", "point: $p", """{"p":{"x":1}}""", """{"point":{"x":1,"y":7},"must":3}""")]
    [InlineData("$p: Point", "point: $p", """{"p":{"x":1,"y":null,"tags":["a"],"inner":{"x":2},"size":"SMALL"}}""", """{"point":{"x":1,"y":null,"tags":["a"],"inner":{"x":2,"y":7},"size":"SMALL"},"must":3}""")]
    [InlineData("$x: Int!", "point: {x: $x}", """{"x":9}""", """{"point":{"x":9,"y":7},"must":3}""")]
    [InlineData("$p: [Point]", "points: $p", """{"p":{"x":1}}""", """{"points":[{"x":1,"y":7}],"must":3}""")]
    [InlineData("$l: [[Int]]", "list: $l", """{"l":[[1,2],null,[null]]}""", """{"list":[[1,2],null,[null]],"must":3}""")]
    [InlineData("$j: AWSJSON", "json: $j", """{"j":"{\"a\":[1]}"}""", """{"json":{"a":[1]},"must":3}""")]
    [InlineData("$m: Int!", "must: $m", """{"m":1}""", """{"must":1}""")]
    [InlineData("", "n: 5, id: 12, size: SMALL, point: {x: 1}, list: 3, json: \"[]\", text: null", "{}", """{"n":5,"id":"12","size":"SMALL","point":{"x":1,"y":7},"list":[[3]],"json":[],"text":null,"must":3}""")]
    public async Task Post_Values_ReachTheResolverCoerced(string declared, string arguments, string variables, string seen)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.put", context => JsonSerializer.Serialize(context.Arguments));
        string query = $"query{(declared.Length == 0 ? "" : $"({declared})")} {{ put({arguments}) }}";

        Reply reply = await app.PostAsync(query, JsonElement.Parse(variables));

        string got = reply.Json.GetProperty("data").GetProperty("put").GetString() ?? reply.Text;
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(seen), JsonElement.Parse(got)), got);
    }

    [Theory]
    [InlineData("$n: Int!", "n: $n", "{}", "Variable 'n' has coerced Null value for NonNull type 'Int!'")]
    [InlineData("$n: Int!", "n: $n", """{"n":null}""", "Variable 'n' has coerced Null value for NonNull type 'Int!'")]
    [InlineData("$p: Point", "point: $p", """{"p":{}}""", "Variable 'p' has coerced Null value for NonNull type 'Int!'")]
    [InlineData("$p: Point", "point: $p", """{"p":{"x":1,"tags":[null]}}""", "Variable 'p' has coerced Null value for NonNull type 'String!'")]
    [InlineData("$p: Point", "point: $p", """{"p":{"x":1,"foo":2}}""", "The variables input contains a field name 'foo' that is not defined for input object type 'Point' ")]
    [InlineData("$p: Point", "point: $p", """{"p":{"x":1,"at":"1110004444"}}""", "Variable 'p' has an invalid value. Unable to parse `1110004444` as a valid phone number.")]
    [InlineData("$p: Point", "point: $p", """{"p":"x"}""", "Variable 'p' has an invalid value. Expected type 'Map' but was 'String'. Variables for input objects must be an instance of type 'Map'.")]
    [InlineData("$n: Int", "n: $n", """{"n":"5"}""", "Variable 'n' has an invalid value. Expected type 'Int' but was 'String'.")]
    [InlineData("$n: Int", "n: $n", """{"n":3000000000}""", "Variable 'n' has an invalid value. Expected type 'Int' but was 'Integer'.")]
    [InlineData("$n: Int", "n: $n", """{"n":[1]}""", "Variable 'n' has an invalid value. Expected type 'Int' but was 'ArrayList'.")]
    [InlineData("$t: String", "text: $t", """{"t":5}""", "Variable 't' has an invalid value. Expected type 'String' but was 'Integer'.")]
    [InlineData("$b: Boolean", "flag: $b", """{"b":{}}""", "Variable 'b' has an invalid value. Expected type 'Boolean' but was 'LinkedHashMap'.")]
    [InlineData("$s: Size", "size: $s", """{"s":"HUGE"}""", "Variable 's' has an invalid value. Invalid input for Enum 'Size'. No value found for name 'HUGE'")]
    [InlineData("$s: Size", "size: $s", """{"s":1}""", "Variable 's' has an invalid value. Invalid input for Enum 'Size'. No value found for name '1'")]
    [InlineData("$j: AWSJSON", "json: $j", """{"j":"{"}""", "Variable 'j' has an invalid value. Unable to parse { as valid JSON.")]
    public async Task Post_ValueThatDoesNotFit_IsToldWithTheVariablesName(string declared, string arguments, string variables, string message)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostAsync($"query({declared}) {{ put({arguments}) }}", JsonElement.Parse(variables));

        Assert.Equal((200, JsonValueKind.Null), (reply.Code, reply.Json.GetProperty("data").ValueKind));
        JsonElement error = Assert.Single(reply.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("path").ValueKind);
    }

    [Theory]
    [InlineData("""{"a":true,"b":true}""", """{"data":{"two":null}}""")]
    [InlineData("""{"a":false,"b":false}""", """{"data":{"one":null,"three":null}}""")]
    [InlineData("""{"a":false,"b":true}""", """{"data":{"one":null,"two":null,"three":null}}""")]
    public async Task Post_SkipAndInclude_FollowTheVariablesOfEachRequest(string variables, string body)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        const string Query = "query($a: Boolean!, $b: Boolean!) { one: put @skip(if: $a) two: put @include(if: $b) ... @skip(if: $a) { three: put } }";
        await app.PostAsync(Query, new { a = true, b = false });

        Reply reply = await app.PostAsync(Query, JsonElement.Parse(variables));

        Assert.Equal(body, reply.Text);
    }
}
