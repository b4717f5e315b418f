using System.CommandLine;
using System.Text.Json;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.Events;

/// <summary><c>events publish</c>: events for a channel; what became of them goes to standard output.</summary>
internal sealed class EventsPublishCommand : CliCommand
{
    private readonly CliContext _context;
    private readonly EventsApiOptions _api = new("The channel, such as /default/room.");
    private readonly Option<string[]> _events = new("--event", "-e")
    {
        Description = "An event: a JSON value, @file, or @- for standard input. May be repeated; they are published in their order.",
        HelpName = "json|@file",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly ChoiceOption<EventTransport> _transport =
        new("--transport", ("http", EventTransport.Http), ("websocket", EventTransport.WebSocket))
        {
            Description = "What carries the events. Default: http.",
            HelpName = "http|websocket",
        };

    private readonly Option<bool> _json = new("--json") { Description = "Print the outcome on one line." };

    public EventsPublishCommand(CliContext context)
        : base("publish", "Publish events to a channel.")
    {
        _context = context;
        _api.AddTo(this);
        Add(_events);
        Add(_transport);
        Add(_json);
        SetAction(RunAsync);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        """events publish /default/room --event '{"text":"hello"}'""",
        "events publish /default/room --event 1 --event 2 --transport websocket",
        "events publish /default/room --event @event.json --auth-mode AWS_IAM",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        List<JsonElement> events = [];
        foreach (string given in arguments.GetValue(_events)!)
        {
            events.Add(Parse(await InputText.ReadAsync(given, _context, cancellationToken)));
        }

        AmplifyConfiguration configuration = _api.ReadConfiguration(arguments, _context);
        await using CommandClient client = new(
            _context, configuration, _api.FindProvider(arguments, _context, configuration), options => _api.ApplyTo(options.Realtime, arguments));
        EventPublishException? refused = await PublishAsync(client.Amplify, arguments, events, cancellationToken);
        await WriteAsync(events.Count, refused?.Failures ?? [], arguments.GetValue(_json), cancellationToken);
        return refused is null ? ExitCode.Done : throw refused;
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException wrong)
        {
            throw new UsageException($"--event cannot be read as JSON. {ErrorText.Of(wrong)} A text stands in quotes: '\"hello\"'.", wrong);
        }
    }

    private async Task<EventPublishException?> PublishAsync(
        AmplifyClient amplify, ParseResult arguments, List<JsonElement> events, CancellationToken cancellationToken)
    {
        EventPublishOptions options = new()
        {
            AuthMode = _api.Authorization.ReadMode(arguments),
            ApiKey = _api.Authorization.ReadApiKey(arguments),
            Token = _api.Authorization.ReadToken(arguments),
            Transport = arguments.GetValue(_transport) ?? EventTransport.Http,
        };
        try
        {
            await amplify.Events.PublishBatchAsync(_api.ReadChannel(arguments), events, options, cancellationToken);
            return null;
        }
        catch (EventPublishException refused)
        {
            return refused;
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(ErrorText.Of(wrong), wrong);
        }
    }

    private Task WriteAsync(int count, IReadOnlyList<EventPublishFailure> failures, bool onOneLine, CancellationToken cancellationToken)
    {
        return onOneLine ? JsonOutput.WriteLineAsync(_context, Write, cancellationToken) : JsonOutput.WriteIndentedAsync(_context, Write, cancellationToken);

        void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteNumber("published", count - failures.Count);
            json.WriteStartArray("failed");
            foreach (EventPublishFailure failure in failures)
            {
                json.WriteStartObject();
                json.WriteNumber("index", failure.Index);
                if (failure.Code is { } code)
                {
                    json.WriteNumber("code", code);
                }

                json.WriteString("message", failure.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
