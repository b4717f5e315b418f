using System.Text;

namespace Amplify.Cli.Execution;

/// <summary>The terminal that the process runs in.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    public async Task<string?> AskAsync(string question, bool isSecret, CancellationToken cancellationToken)
    {
        await Console.Error.WriteAsync($"{question}: ");

        // Reading from a terminal cannot be cancelled: the process ends over it.
        string? answer = await Task.Run(() => isSecret ? ReadSecret() : Console.ReadLine(), CancellationToken.None).WaitAsync(cancellationToken);
        return string.IsNullOrEmpty(answer) ? null : answer;
    }

    private static string? ReadSecret()
    {
        StringBuilder secret = new();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control })
            {
                return null;
            }

            if (key.Key == ConsoleKey.Backspace)
            {
                secret.Length = Math.Max(0, secret.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return secret.ToString();
    }
}
