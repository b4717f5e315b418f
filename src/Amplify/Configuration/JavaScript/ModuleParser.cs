using System.Text;
using Amplify.Configuration.Settings;

namespace Amplify.Configuration.JavaScript;

/// <summary>Reads a file that is either one value (JSON) or a JavaScript module that exports one.</summary>
internal sealed class ModuleParser
{
    private const string ExpectedStatement = "\"const\", \"export default\" or \"module.exports =\"";

    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;
    private readonly ObjectNode _declared = new(line: 1);
    private SettingNode? _exported;

    private ModuleParser(string text, SettingSource source)
    {
        _tokens = new TokenReader(text, source);
        _expressions = new ExpressionParser(_tokens, source, _declared.Members);
    }

    public static SettingNode Parse(string text, SettingSource source)
    {
        ModuleParser parser = new(text, source);
        if (parser._tokens.Current.Kind == TokenKind.End)
        {
            throw source.Error(null, null, "the file is empty. It should hold the configuration that Amplify's tools wrote");
        }

        return parser._tokens.Current is { Kind: TokenKind.Punctuator, Text: "{" or "[" or "(" } ? parser.ParseValue() : parser.ParseModule();
    }

    private SettingNode ParseValue()
    {
        SettingNode value = _expressions.Parse("");
        _tokens.TryTake(";");
        return _tokens.Current.Kind == TokenKind.End ? value : throw _tokens.Unexpected("the end of the text after the last \"}\"");
    }

    private SettingNode ParseModule()
    {
        while (_tokens.Current.Kind != TokenKind.End)
        {
            ParseStatement();
        }

        // A file that a <script> tag loaded exports nothing: it declares an object, or in the oldest form one constant per setting.
        return _exported ?? _declared.Members.Values.OfType<ObjectNode>().LastOrDefault() ?? _declared;
    }

    private void ParseStatement()
    {
        if (_tokens.TryTake(";"))
        {
            return;
        }

        if (_tokens.Current.Kind == TokenKind.String)
        {
            _tokens.Take(); // 'use strict'
            return;
        }

        switch (_tokens.ExpectName(ExpectedStatement).Text)
        {
            case "const" or "let" or "var":
                ParseDeclarations();
                break;
            case "export":
                ParseExport();
                break;
            case string name:
                ParseAssignment(name);
                break;
        }
    }

    private void ParseExport()
    {
        string next = _tokens.ExpectName("\"default\" or \"const\" after \"export\"").Text;
        if (next == "default")
        {
            _exported = _expressions.Parse("");
        }
        else if (next is "const" or "let" or "var")
        {
            ParseDeclarations();
        }
        else
        {
            throw _tokens.Unexpected("\"export default\" or \"export const\" before this");
        }
    }

    private void ParseDeclarations()
    {
        do
        {
            string name = _tokens.ExpectName("the name of a constant").Text;
            SkipTypeAnnotation();
            _tokens.Expect("=", $"\"=\" after {name}", name);
            // A constant may be one setting, as in the oldest form, or hold them all: then the keys count from it.
            string key = name.StartsWith("aws_", StringComparison.Ordinal) ? name : "";
            _declared.Members[name] = _expressions.Parse(key);
        }
        while (_tokens.TryTake(","));
    }

    // TypeScript: `const awsmobile: Record<string, unknown> = …`.
    private void SkipTypeAnnotation()
    {
        if (_tokens.TryTake(":"))
        {
            while (_tokens.Current.Kind != TokenKind.End && !_tokens.Current.Is("="))
            {
                _tokens.Take();
            }
        }
    }

    private void ParseAssignment(string name)
    {
        StringBuilder target = new(name);
        while (_tokens.TryTake("."))
        {
            target.Append('.').Append(_tokens.ExpectName("a name after \".\"").Text);
        }

        _tokens.Expect("=", ExpectedStatement);
        SettingNode value = _expressions.Parse("");
        if (target.ToString() is "module.exports" or "exports.default")
        {
            _exported = value;
        }
    }
}
