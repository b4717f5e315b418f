namespace Amplify.Api.GraphQL.Documents;

/// <summary>
/// Reads a document that is to be sent: checks it against the whole grammar of executable documents, so that no mistake costs a round trip, and finds
/// its operations. It makes no tree: nothing here needs one.
/// </summary>
/// <remarks>See <see href="https://spec.graphql.org/draft/#sec-Document">the grammar</see>.</remarks>
internal ref partial struct DocumentReader
{
    // Far deeper than services allow, and far from where the stack ends.
    private const int DeepestNesting = 200;

    private readonly List<OperationDefinition> _operations = [];
    private Tokenizer _tokens;
    private int _depth;

    private DocumentReader(string text) => _tokens = new Tokenizer(text);

    /// <exception cref="GraphQLSyntaxException">The text is no such document.</exception>
    public static List<OperationDefinition> Read(string text)
    {
        var reader = new DocumentReader(text);
        reader.ThrowIfHalfCharacter(text);
        reader._tokens.Read();
        do
        {
            reader.ReadDefinition();
        }
        while (reader._tokens.Kind != TokenKind.End);
        return reader._operations;
    }

    // Half of a surrogate pair has no UTF-8: it would reach the server as another character.
    private readonly void ThrowIfHalfCharacter(string text)
    {
        for (int i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                throw _tokens.Fault(i, "half of a surrogate pair stands here.");
            }

            i++;
        }
    }

    private void ReadDefinition()
    {
        const string Expected = "query, mutation, subscription, fragment or \"{\"";
        if (Is('{'))
        {
            _operations.Add(new OperationDefinition(GraphQLOperationKind.Query, null, []));
            ReadSelectionSet();
            return;
        }

        SkipDescription();
        switch (_tokens.Kind == TokenKind.Name ? _tokens.Value : throw _tokens.Unexpected(Expected))
        {
            case "query":
                ReadOperation(GraphQLOperationKind.Query);
                break;
            case "mutation":
                ReadOperation(GraphQLOperationKind.Mutation);
                break;
            case "subscription":
                ReadOperation(GraphQLOperationKind.Subscription);
                break;
            case "fragment":
                ReadFragment();
                break;
            case "schema" or "scalar" or "type" or "interface" or "union" or "enum" or "input" or "directive" or "extend":
                throw _tokens.Fault(_tokens.Start, $"\"{_tokens.Value}\" is part of a schema. A document that is sent has operations and fragments only.");
            default:
                throw _tokens.Unexpected(Expected);
        }
    }

    private void ReadOperation(GraphQLOperationKind kind)
    {
        _tokens.Read();
        string? name = _tokens.Kind == TokenKind.Name ? ReadName("a name") : null;
        List<string> variables = [];
        if (Skip('('))
        {
            do
            {
                variables.Add(ReadVariableDefinition());
            }
            while (!Skip(')'));
        }

        _operations.Add(new OperationDefinition(kind, name, variables));
        SkipDirectives(constant: false);
        ReadSelectionSet();
    }

    private string ReadVariableDefinition()
    {
        SkipDescription();
        Expect('$', "a variable, such as \"$id: ID!\"");
        string name = ReadName("the variable's name");
        Expect(':', "\":\" and the variable's type");
        SkipType();
        if (Skip('='))
        {
            SkipValue(constant: true);
        }

        SkipDirectives(constant: true);
        return name;
    }

    private void ReadFragment()
    {
        _tokens.Read();
        if (_tokens.Kind != TokenKind.Name || _tokens.Value is "on")
        {
            throw _tokens.Unexpected("the fragment's name");
        }

        _tokens.Read();
        if (_tokens.Kind != TokenKind.Name || _tokens.Value is not "on")
        {
            throw _tokens.Unexpected("\"on\" and a type");
        }

        _tokens.Read();
        SkipName("the type that the fragment is on");
        SkipDirectives(constant: false);
        ReadSelectionSet();
    }

    private void ReadSelectionSet()
    {
        Expect('{', "\"{\" and the fields that are wanted");
        Enter();
        do
        {
            ReadSelection();
        }
        while (!Skip('}'));
        _depth--;
    }

    private void ReadSelection()
    {
        if (Skip('.'))
        {
            ReadSpread();
            return;
        }

        SkipName("a field");
        if (Skip(':'))
        {
            SkipName("a field");
        }

        SkipArguments(constant: false);
        SkipDirectives(constant: false);
        if (Is('{'))
        {
            ReadSelectionSet();
        }
    }

    private void ReadSpread()
    {
        bool named = _tokens.Kind == TokenKind.Name;
        if (named && _tokens.Value is not "on")
        {
            _tokens.Read();
            SkipDirectives(constant: false);
            return;
        }

        if (named)
        {
            _tokens.Read();
            SkipName("a type");
        }

        SkipDirectives(constant: false);
        ReadSelectionSet();
    }
}
