using System.Text.Json;
using Amplify.Cli.Execution;
using Amplify.Local;

namespace Amplify.Cli.Commands.Start;

/// <summary>A file that each confirmation code of the user pool is appended to, as a line of JSON.</summary>
internal sealed class CodesFile
{
    private readonly Lock _gate = new();
    private readonly string _path;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public CodesFile(string path)
    {
        _path = path;
        Append([]);
    }

    public void Add(LocalConfirmationCode code)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line, JsonOutput.WriterOptions))
        {
            Write(json, code);
        }

        line.WriteByte((byte)'\n');
        Append(line.ToArray());
    }

    // Opened for each code, so that whoever watches may also empty, move or delete it.
    private void Append(byte[] bytes)
    {
        lock (_gate)
        {
            using FileStream file = new(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(bytes);
        }
    }

    private static void Write(Utf8JsonWriter json, LocalConfirmationCode code)
    {
        json.WriteStartObject();
        json.WriteString("username", code.Username);
        json.WriteString("sub", code.UserSub);
        json.WriteString("purpose", code.Purpose.ToString());
        json.WriteString("medium", code.Medium);
        json.WriteString("destination", code.Destination);
        json.WriteString("code", code.Code);
        json.WriteString("sentAt", code.SentAt);
        json.WriteEndObject();
    }
}
