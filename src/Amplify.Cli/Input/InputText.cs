using System.Text;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Input;

/// <summary>What an option gives as <c>text</c>, <c>@file</c>, or <c>@-</c> for standard input.</summary>
internal static class InputText
{
    private const string ByteOrderMark = "\uFEFF";

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<byte[]> ReadBytesAsync(string value, CliContext context, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case "@-":
                using (MemoryStream input = new())
                {
                    await context.Input.CopyToAsync(input, cancellationToken);
                    return input.ToArray();
                }

            case ['@', .. string file]:
                return await File.ReadAllBytesAsync(context.FullPath(file), cancellationToken);
            default:
                return Encoding.UTF8.GetBytes(value);
        }
    }

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<string> ReadAsync(string value, CliContext context, CancellationToken cancellationToken)
    {
        string text = Encoding.UTF8.GetString(await ReadBytesAsync(value, context, cancellationToken));
        return text.StartsWith(ByteOrderMark, StringComparison.Ordinal) ? text[ByteOrderMark.Length..] : text;
    }
}
