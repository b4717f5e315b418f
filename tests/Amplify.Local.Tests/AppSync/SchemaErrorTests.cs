using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync;

public sealed class SchemaErrorTests
{
    [Theory]
    [InlineData("type Query { a: Int", 1, 20, "Expected Name")]
    [InlineData("type Query {\n  a: Nope\n}", 2, 6, "There is no type 'Nope'.")]
    [InlineData("type Query {\n  a(b: Nope): Int\n}", 2, 8, "There is no type 'Nope'.")]
    [InlineData("type Query { a: Int }\ntype Query { b: Int }", 2, 6, "There is a type 'Query' already.")]
    [InlineData("type Query { a: Int a: Int }", 1, 21, "Type 'Query' has a field 'a' already.")]
    [InlineData("type Query { a: Int } extend type Query { a: Int }", 1, 43, "Type 'Query' has a field 'a' already.")]
    [InlineData("type Query { a(b: Int, b: Int): Int }", 1, 24, "The argument 'b' is there already.")]
    [InlineData("type Query { a: I } input I { x: Int }", 1, 17, "'I' is an input type: the field 'a' cannot return it.")]
    [InlineData("type Query { a(b: Query): Int }", 1, 19, "'Query' is no input type: the argument 'b' cannot take it.")]
    [InlineData("type Query { a: Int } input I { q: Query }", 1, 36, "'Query' is no input type: the field 'q' cannot take it.")]
    [InlineData("scalar Date type Query { a: Date }", 1, 8, "AppSync has no scalars of one's own, such as 'Date'.")]
    [InlineData("type AWSThing { a: Int } type Query { a: Int }", 1, 6, "The name 'AWSThing' is reserved: it begins with 'AWS' or '__'.")]
    [InlineData("type Query @aws_imm { a: Int }", 1, 12, "There is no directive '@aws_imm'.")]
    [InlineData("type Query { a: Int @aws_imm }", 1, 21, "There is no directive '@aws_imm'.")]
    [InlineData("type Query { a: Int } extend type Nope { a: Int }", 1, 35, "There is no object type 'Nope' to extend.")]
    [InlineData("type Query { a: Int } input I { x: Int } extend input I { y: Int }", 1, 55, "Only object types can be extended.")]
    [InlineData("type Query implements Node { a: Int } interface Node { id: ID }", 1, 23, "'Query' lacks the field 'id' of 'Node'.")]
    [InlineData("type Query implements Int { a: Int }", 1, 23, "'Int' is no interface.")]
    [InlineData("union U = Query | Int type Query { a: U }", 1, 19, "'Int' is no object type: it cannot be in the union 'U'.")]
    [InlineData("type Query { a: Int } type Mutation { m: Int } type Subscription { s: Int @aws_subscribe(mutations: [\"x\"]) }", 1, 102, "There is no mutation 'x'.")]
    [InlineData("type Query { a: Int } type Mutation { m: Int } type Subscription { s: String @aws_subscribe(mutations: [\"m\"]) }", 1, 105, "The mutation 'm' returns Int, the subscription 's' String: they must be the same.")]
    public async Task Start_WrongSchema_IsToldWithLineAndColumn(string schema, int line, int column, string reason)
    {
        var options = new LocalBackendOptions { AppSync = new() { Schema = schema } };

        AppSyncSchemaException exception = await Assert.ThrowsAsync<AppSyncSchemaException>(() => LocalBackend.StartAsync(options, Harness.Cancellation));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (exception.Line, exception.Column));
        Assert.StartsWith($"The GraphQL schema is not valid at line {line}, column {column}: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type Mutation { a: Int }")]
    [InlineData("type Query { a(n: Int = \"x\"): Int }")]
    [InlineData("interface Node { id: ID } type Query implements Node { id: Int }")]
    public async Task Start_SchemaThatIsWrongAsAWhole_IsRefused(string schema)
    {
        var options = new LocalBackendOptions { AppSync = new() { Schema = schema } };

        AppSyncSchemaException exception = await Assert.ThrowsAsync<AppSyncSchemaException>(() => LocalBackend.StartAsync(options, Harness.Cancellation));

        Assert.StartsWith("The GraphQL schema is not valid", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SchemaThatDeclaresWhatAppSyncKnows_IsTaken()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(
            """
            scalar AWSDateTime
            directive @aws_api_key on OBJECT | FIELD_DEFINITION
            directive @mine on FIELD_DEFINITION
            "What there is."
            type Root @aws_api_key { at: AWSDateTime @mine old: Int @deprecated(reason: "gone") }
            type Change { set(n: Int!): Int! }
            type Feed { on: Int @aws_subscribe(mutations: ["set"]) }
            schema { query: Root mutation: Change subscription: Feed }
            """);

        Reply reply = await app.PostAsync("{ __typename at old }");

        Assert.Equal("""{"data":{"__typename":"Root","at":null,"old":null}}""", reply.Text);
    }
}
