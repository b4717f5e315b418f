using System.Text;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Tests.Running;

/// <summary>A terminal with its own environment, folder, clock and input, in which the command line runs in process.</summary>
public sealed class CliTerminal
{
    public Dictionary<string, string> Environment { get; } = [];

    public string WorkingDirectory { get; init; } = AppContext.BaseDirectory;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public Stream Input { get; set; } = Stream.Null;

    /// <summary>Gets or sets a person's answer to a question; <see langword="null"/> where nobody can be asked.</summary>
    public Func<string, string?>? Person { get; set; }

    public Task<CliResult> RunAsync(params string[] arguments) => RunAsync(TestContext.Current.CancellationToken, arguments);

    public async Task<CliResult> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using MemoryStream output = new();
        using StringWriter error = new();
        int code = await RunAsync(output, error, cancellationToken, arguments);
        return new CliResult(code, output.ToArray(), error.ToString());
    }

    public Task<int> RunAsync(Stream output, TextWriter error, CancellationToken cancellationToken, params string[] arguments) =>
        new CliRunner(new CliContext
        {
            Input = Input,
            Output = output,
            Error = error,
            Terminal = Person is null ? null : new AnsweringTerminal(Person),
            Environment = name => Environment.GetValueOrDefault(name),
            WorkingDirectory = WorkingDirectory,
            DataDirectory = Path.Combine(WorkingDirectory, "user-data"),
            TimeProvider = TimeProvider,
        }).RunAsync(arguments, cancellationToken);

    public void SetInput(string text) => Input = new MemoryStream(Encoding.UTF8.GetBytes(text));

    public CliTerminal WithKeys(string accessKey = "AKIDEXAMPLE", string secretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", string? sessionToken = null)
    {
        Environment["AWS_ACCESS_KEY_ID"] = accessKey;
        Environment["AWS_SECRET_ACCESS_KEY"] = secretKey;
        Environment["AWS_SESSION_TOKEN"] = sessionToken ?? "";
        return this;
    }

    private sealed class AnsweringTerminal(Func<string, string?> answer) : ITerminal
    {
        public Task<string?> AskAsync(string question, bool isSecret, CancellationToken cancellationToken) =>
            Task.FromResult(answer(isSecret ? $"{question} (unseen)" : question));
    }
}
