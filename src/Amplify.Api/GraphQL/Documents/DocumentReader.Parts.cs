namespace Amplify.Api.GraphQL.Documents;

/// <content>The parts that are only checked: arguments, values, types, directives.</content>
internal ref partial struct DocumentReader
{
    private readonly bool Is(char punctuator) => _tokens.Kind == TokenKind.Punctuator && _tokens.Value[0] == punctuator;

    private bool Skip(char punctuator)
    {
        if (!Is(punctuator))
        {
            return false;
        }

        _tokens.Read();
        return true;
    }

    private void Expect(char punctuator, string expected)
    {
        if (!Skip(punctuator))
        {
            throw _tokens.Unexpected(expected);
        }
    }

    private string ReadName(string expected)
    {
        string name = _tokens.Kind == TokenKind.Name ? _tokens.Value.ToString() : throw _tokens.Unexpected(expected);
        _tokens.Read();
        return name;
    }

    private void SkipName(string expected)
    {
        if (_tokens.Kind != TokenKind.Name)
        {
            throw _tokens.Unexpected(expected);
        }

        _tokens.Read();
    }

    private void Enter()
    {
        if (++_depth > DeepestNesting)
        {
            throw _tokens.Fault(_tokens.Start, FormattableString.Invariant($"the document is nested more than {DeepestNesting} levels deep."));
        }
    }

    private void SkipDescription()
    {
        if (_tokens.Kind == TokenKind.Text)
        {
            _tokens.Read();
        }
    }

    private void SkipDirectives(bool constant)
    {
        while (Skip('@'))
        {
            SkipName("the directive's name");
            SkipArguments(constant);
        }
    }

    private void SkipArguments(bool constant)
    {
        if (!Skip('('))
        {
            return;
        }

        do
        {
            SkipMember("an argument, such as \"id: 1\"", constant);
        }
        while (!Skip(')'));
    }

    private void SkipMember(string expected, bool constant)
    {
        SkipName(expected);
        Expect(':', "\":\" and a value");
        SkipValue(constant);
    }

    private void SkipValue(bool constant)
    {
        if (_tokens.Kind is TokenKind.Name or TokenKind.Number or TokenKind.Text)
        {
            _tokens.Read();
        }
        else if (Is('$'))
        {
            SkipVariable(constant);
        }
        else if (Skip('['))
        {
            Enter();
            while (!Skip(']'))
            {
                SkipValue(constant);
            }

            _depth--;
        }
        else if (Skip('{'))
        {
            Enter();
            while (!Skip('}'))
            {
                SkipMember("a member, such as \"id: 1\"", constant);
            }

            _depth--;
        }
        else
        {
            throw _tokens.Unexpected("a value");
        }
    }

    private void SkipVariable(bool constant)
    {
        if (constant)
        {
            throw _tokens.Fault(_tokens.Start, "a variable stands where only a constant can.");
        }

        _tokens.Read();
        SkipName("the variable's name");
    }

    private void SkipType()
    {
        if (Skip('['))
        {
            Enter();
            SkipType();
            Expect(']', "\"]\"");
            _depth--;
        }
        else
        {
            SkipName("a type, such as \"ID!\"");
        }

        Skip('!');
    }
}
