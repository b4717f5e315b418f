using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync;

public sealed class ValidationTests
{
    private const string Schema =
        """
        enum Size { SMALL LARGE }
        input Point { x: Int! y: Int  at: AWSDateTime  inner: Point }
        type User { id: ID! name: String friend: User  size: Size }
        type Robot { id: ID! }
        union Being = User | Robot
        type Query {
          getUser(id: ID!): User
          being: Being
          plain: String
          put(point: Point, size: Size, points: [Point!], n: Int, flag: Boolean, text: String): String
        }
        """;

    [Theory]
    [InlineData("{ badfield }", "Validation error of type FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'", 1, 3)]
    [InlineData("{ getUser(id: 1) { friend { oops } } }", "Validation error of type FieldUndefined: Field 'oops' in type 'User' is undefined @ 'getUser/friend/oops'", 1, 29)]
    [InlineData("{ getUser { id } }", "Validation error of type MissingFieldArgument: Missing field argument id @ 'getUser'", 1, 3)]
    [InlineData("{ getUser(id: 1, foo: 2) { id } }", "Validation error of type UnknownArgument: Unknown field argument foo @ 'getUser'", 1, 18)]
    [InlineData("{ getUser(id: 1) }", "Validation error of type SubSelectionRequired: Sub selection required for type User of field getUser @ 'getUser'", 1, 3)]
    [InlineData("{ getUser(id: 1) { id { x } } }", "Validation error of type SubSelectionNotAllowed: Sub selection not allowed on leaf type ID of field id @ 'getUser/id'", 1, 23)]
    [InlineData("{ getUser(id: $x) { id } }", "Validation error of type UndefinedVariable: Undefined variable x @ 'getUser'", 1, 15)]
    [InlineData("query Q($x: ID) { plain }", "Validation error of type UnusedVariable: Unused variable x", 1, 9)]
    [InlineData("query Q($x: String) { getUser(id: $x) { id } }", "Validation error of type VariableTypeMismatch: Variable type doesn't match", 1, 9)]
    [InlineData("query Q($x: Nope) { put(text: $x) }", "Validation error of type UnknownType: Unknown type Nope", 1, 13)]
    [InlineData("{ ...F }", "Validation error of type UndefinedFragment: Undefined fragment F", 1, 3)]
    [InlineData("{ plain } fragment F on Query { plain }", "Validation error of type UnusedFragment: Unused fragment F", 1, 11)]
    [InlineData("{ ...F } fragment F on Query { ...F }", "Validation error of type FragmentCycle: Fragment cycles not allowed @ 'F'", 1, 32)]
    [InlineData("{ getUser(id: 1) { ... on Robot { id } } }", "Validation error of type InvalidFragmentType: Fragment cannot be spread here as its type can never be that of the objects @ 'getUser'", 1, 20)]
    [InlineData("{ a: plain a: being { __typename } }", "Validation error of type FieldsConflict: a: they differ in field, arguments or type @ 'plain'", 1, 3)]
    [InlineData("{ plain @nope }", "Validation error of type UnknownDirective: Unknown directive nope @ 'plain'", 1, 9)]
    [InlineData("query @skip(if: true) { plain }", "Validation error of type MisplacedDirective: Directive skip not allowed here", 1, 7)]
    [InlineData("{ plain @skip }", "Validation error of type MissingDirectiveArgument: Missing directive argument if @ 'plain'", 1, 9)]
    [InlineData("query A { plain } query A { plain }", "Validation error of type DuplicateOperationName: There can be only one operation named 'A'", 1, 19)]
    [InlineData("{ put(n: 1, n: 2) }", "Validation error of type DuplicateArgumentNames: There can be only one argument named 'n' @ 'put'", 1, 7)]
    [InlineData("""{ put(point: {x: 1, at: "2019"}) }""", "Validation error of type WrongType: argument 'point.at' with value 'StringValue{value='2019'}' is not a valid 'AWSDateTime' @ 'put'", 1, 7)]
    [InlineData("{ put(point: {y: 1}) }", "Validation error of type WrongType: argument 'point' with value 'ObjectValue{objectFields=[ObjectField{name='y', value=IntValue{value=1}}]}' is missing required fields '[x]' @ 'put'", 1, 7)]
    [InlineData("{ put(point: {x: 1, z: 2}) }", "Validation error of type WrongType: argument 'point' with value 'ObjectValue{objectFields=[ObjectField{name='x', value=IntValue{value=1}}, ObjectField{name='z', value=IntValue{value=2}}]}' contains a field not in 'Point': 'z' @ 'put'", 1, 7)]
    [InlineData("{ put(point: 5) }", "Validation error of type WrongType: argument 'point' with value 'IntValue{value=5}' must be an object type @ 'put'", 1, 7)]
    [InlineData("{ put(points: [{x: 1}, {x: null}]) }", "Validation error of type WrongType: argument 'points[1].x' with value 'NullValue{}' must not be null @ 'put'", 1, 7)]
    [InlineData("{ put(size: HUGE) }", "Validation error of type WrongType: argument 'size' with value 'EnumValue{name='HUGE'}' is not a valid 'Size' @ 'put'", 1, 7)]
    [InlineData("{ put(n: 1.5) }", "Validation error of type WrongType: argument 'n' with value 'FloatValue{value=1.5}' is not a valid 'Int' @ 'put'", 1, 7)]
    [InlineData("{ put(n: 99999999999) }", "Validation error of type WrongType: argument 'n' with value 'IntValue{value=99999999999}' is not a valid 'Int' @ 'put'", 1, 7)]
    [InlineData("{ put(text: 1) }", "Validation error of type WrongType: argument 'text' with value 'IntValue{value=1}' is not a valid 'String' @ 'put'", 1, 7)]
    [InlineData("{ put(flag: [true]) }", "Validation error of type WrongType: argument 'flag' with value 'ArrayValue{values=[BooleanValue{value=true}]}' is not a valid 'Boolean' @ 'put'", 1, 7)]
    [InlineData("{ ...F } fragment F on Query { nope }", "Validation error of type FieldUndefined: Field 'nope' in type 'Query' is undefined @ 'F/nope'", 1, 32)]
    public async Task Post_InvalidDocument_IsToldInGraphQLJavasWords(string query, string message, int line, int column)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostAsync(query, operationName: query.StartsWith("query A", StringComparison.Ordinal) ? "A" : null);

        Assert.Equal(200, reply.Code);
        Assert.Equal(JsonValueKind.Null, reply.Json.GetProperty("data").ValueKind);
        JsonElement error = Assert.Single(reply.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal(["path", "locations", "message"], error.EnumerateObject().Select(member => member.Name));
        Assert.Equal(JsonValueKind.Null, error.GetProperty("path").ValueKind);
        JsonElement location = error.GetProperty("locations")[0];
        Assert.Equal((line, column), (location.GetProperty("line").GetInt32(), location.GetProperty("column").GetInt32()));
        Assert.Equal(JsonValueKind.Null, location.GetProperty("sourceName").ValueKind);
    }

    [Fact]
    public async Task Post_SeveralFaults_AreToldTogether()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostAsync("{ one two }");

        Assert.Equal(
            [
                "Validation error of type FieldUndefined: Field 'one' in type 'Query' is undefined @ 'one'",
                "Validation error of type FieldUndefined: Field 'two' in type 'Query' is undefined @ 'two'",
            ],
            reply.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Post_InvalidDocument_RunsNoResolver()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        int calls = 0;
        app.AppSync.Resolve("Query.plain", _ => ++calls);

        await app.PostAsync("{ plain nope }");

        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Introspection_TurnedOff_IsAnUndefinedField()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(new LocalAppSyncOptions { Schema = Schema, IntrospectionEnabled = false });

        Reply schema = await app.PostAsync("{ __schema { queryType { name } } }");
        Reply type = await app.PostAsync("{ __typename }");

        Assert.Equal(
            "Validation error of type FieldUndefined: Field '__schema' in type 'Query' is undefined @ '__schema'",
            schema.Json.GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.Equal("""{"data":{"__typename":"Query"}}""", type.Text);
    }
}
