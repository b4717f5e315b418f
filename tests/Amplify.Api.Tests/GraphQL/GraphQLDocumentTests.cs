using CsCheck;

namespace Amplify.Api.Tests.GraphQL;

public sealed class GraphQLDocumentTests
{
    public static TheoryData<string> Valid() =>
    [
        "{ a }",
        "\uFEFF{ a }",
        "{a,b,,c}",
        "query { a }",
        "query Q { a: b(c: 1) }",
        "mutation M($a: Int = 1, $b: [String!]! = [\"x\"], $c: In = {a: {b: [1, 2.5e-3, true, null, ENUM]}} @d(e: 1)) { a }",
        "subscription S @live { a { b } }",
        "query Q($on: ID) { on(on: $on) { ... on On { on } } }",
        "{ ...F @include(if: true) ... @skip(if: false) { a } ... { b } ...on T @x { c } } fragment F on T @y { d }",
        "fragment F on T { a } query Q { ...F }",
        "# first\n{ a # then \"no string\r\n b }\r# last",
        "{ a(b: \"\", c: \"x \\\"y\\\" \\u00e9 \\u{1F600} \\\\ \\/ \\b\\f\\n\\r\\t\") }",
        "{ a(b: \"\"\"\"\"\", c: \"\"\"line 1\nline \"2\" { } \\\"\"\" end\"\"\") }",
        "{ a(n: 0, m: -0, o: -12, p: 0.5, q: 1E+10, r: 1e10, s: []) { b } }",
        "{ a(o: {}, fragment: query, type: mutation) }",
        "{ a(b: \"\uD83D\uDE00 é 漢\") } # \uD83D\uDE00",
        "\"What it does.\" query Q(\"Which.\" $id: ID!) { a(id: $id) }",
        "{ __typename _a a_1: A1 }",
        "query query { query } ",
    ];

    [Theory]
    [InlineData("{", 1, 2, "expected a field, found the end of the document")]
    [InlineData("{ }", 1, 3, "expected a field, found \"}\"")]
    [InlineData("{ a } }", 1, 7, "expected query, mutation, subscription, fragment or \"{\", found \"}\"")]
    [InlineData("query Q {\n  a(id: )\n}", 2, 9, "expected a value, found \")\"")]
    [InlineData("query Q {\r\n  a(\r\n}", 3, 1, "expected an argument, such as \"id: 1\", found \"}\"")]
    [InlineData("query Q {\r\r a() }", 3, 4, "expected an argument")]
    [InlineData("query Q() { a }", 1, 9, "expected a variable, such as \"$id: ID!\", found \")\"")]
    [InlineData("query Q($a) { a }", 1, 11, "expected \":\" and the variable's type")]
    [InlineData("query Q($a: [Int) { a }", 1, 17, "expected \"]\"")]
    [InlineData("query Q($a: ) { a }", 1, 13, "expected a type")]
    [InlineData("query Q($a: Int = $b) { a }", 1, 19, "a variable stands where only a constant can")]
    [InlineData("query Q", 1, 8, "expected \"{\" and the fields that are wanted, found the end")]
    [InlineData("quer Q { a }", 1, 1, "expected query, mutation")]
    [InlineData("type Query { a: Int }", 1, 1, "\"type\" is part of a schema")]
    [InlineData("{ a } extend type Q { b: Int }", 1, 7, "part of a schema")]
    [InlineData("fragment on on T { a }", 1, 10, "expected the fragment's name")]
    [InlineData("fragment F { a }", 1, 12, "expected \"on\" and a type")]
    [InlineData("{ ... on { a } }", 1, 10, "expected a type")]
    [InlineData("{ ... }", 1, 7, "expected \"{\"")]
    [InlineData("{ .. a }", 1, 3, "one dot stands where three make a spread")]
    [InlineData("{ a @ }", 1, 7, "expected the directive's name")]
    [InlineData("{ a: }", 1, 6, "expected a field")]
    [InlineData("{ a(b: $) }", 1, 9, "expected the variable's name")]
    [InlineData("{ a(b: \"x) }\n", 1, 8, "no end on its line")]
    [InlineData("{ a(b: \"x", 1, 8, "no end on its line")]
    [InlineData("{ a(b: \"\"\"x\" ) }", 1, 8, "this string has no end")]
    [InlineData("{ a(b: \"\\q\") }", 1, 9, "this escape is none of")]
    [InlineData("{ a(b: \"\\u12\") }", 1, 9, "this escape is none of")]
    [InlineData("{ a(b: \"\\u{}\") }", 1, 9, "this escape is none of")]
    [InlineData("{ a(b: \"\\u{12\") }", 1, 9, "this escape is none of")]
    [InlineData("{ a(b: 01) }", 1, 8, "does not begin with a zero")]
    [InlineData("{ a(b: -) }", 1, 9, "expected a digit, found \")\"")]
    [InlineData("{ a(b: 1.) }", 1, 10, "expected a digit")]
    [InlineData("{ a(b: 1e", 1, 10, "ends within a number")]
    [InlineData("{ a(b: 1x) }", 1, 9, "\"x\" has no place after a number")]
    [InlineData("{ a(b: 1.2.3) }", 1, 11, "has no place after a number")]
    [InlineData("{ a ? }", 1, 5, "\"?\" has no place here")]
    [InlineData("{ a \u00A0 }", 1, 5, "the character U+00A0 has no place here")]
    [InlineData("{ a } 'x'", 1, 7, "\"'\" has no place here")]
    [InlineData("\"text\" { a }", 1, 8, "expected query, mutation")]
    [InlineData("# nothing", 1, 10, "found the end of the document")]
    public void Document_Invalid_TellsLineColumnAndWhatWasExpected(string document, int line, int column, string message)
    {
        var error = Assert.Throws<GraphQLSyntaxException>(() => new GraphQLOperation<string>(document));

        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains($"line {line}, column {column}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_HalfOfASurrogatePair_IsASyntaxError()
    {
        // Not in attributes, which are kept in UTF-8.
        Assert.All(
            ["{ a } # \uD83D", "{ a(b: \"\uDE00\uD83D\") }", "{ abcde \uD83Dx }"],
            static document =>
            {
                var error = Assert.Throws<GraphQLSyntaxException>(() => new GraphQLOperation<string>(document));
                Assert.Equal(9, error.Column);
                Assert.Contains("half of a surrogate pair", error.Message, StringComparison.Ordinal);
            });
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Document_Valid_IsTaken(string document) => Assert.Equal(document, new GraphQLOperation<string>(document).Document);

    [Theory]
    [MemberData(nameof(Valid))]
    public void Document_CutAnywhere_IsASyntaxErrorOrADocument(string document)
    {
        for (int length = 1; length < document.Length; length++)
        {
            Take(document[..length]);
        }
    }

    [Fact]
    public void Document_ArbitraryText_IsASyntaxErrorOrADocument()
    {
        string[] pieces =
        [
            "{", "}", "(", ")", "[", "]", ":", "$", "!", "=", "@", "...", "..", ",", " ", "\n", "\r", "#", "\"", "\"\"\"", "\\", "\\u", "{1F", "-", "0", "1", ".", "e",
            "query", "mutation", "fragment", "on", "a", "B", "true", "null", "type", "\uFEFF", "\uD83D", "\uDE00", "\0", "é",
        ];

        Gen.OneOf(Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]), Gen.String).Array[0, 40].Select(string.Concat).Sample(Take, iter: 4_000);
    }

    [Theory]
    [InlineData("{a", "}")]
    [InlineData("[", "]")]
    [InlineData("{a:", "}")]
    public void Document_NestedTooDeep_IsASyntaxErrorAndNoCrash(string open, string close)
    {
        string nested = string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000));
        string document = open == "{a" ? nested : $"{{ a(b: {nested}) }}";

        var error = Assert.Throws<GraphQLSyntaxException>(() => new GraphQLOperation<string>(document));

        Assert.Contains("more than 200 levels deep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_NestedAsDeepAsAllowed_IsTaken()
    {
        string document = string.Concat(Enumerable.Repeat("{a", 200)) + new string('}', 200);

        Assert.Equal(GraphQLOperationKind.Query, new GraphQLOperation<string>(document).Kind);
    }

    [Fact]
    public void SyntaxError_InAString_DoesNotRepeatIt()
    {
        var error = Assert.Throws<GraphQLSyntaxException>(() => new GraphQLOperation<string>("{ a(\"secret\") }"));

        Assert.Contains("found a string", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static void Take(string document)
    {
        try
        {
            Assert.Equal(document, new GraphQLOperation<string>(document).Document);
        }
        catch (GraphQLSyntaxException e)
        {
            Assert.InRange(e.Line, 1, document.Length + 1);
            Assert.InRange(e.Column, 1, document.Length + 1);
        }
        catch (ArgumentException e)
        {
            // Well-formed, with no operation to choose; or nothing at all.
            Assert.Contains(e.ParamName, new[] { "document", "operationName" });
        }
    }
}
