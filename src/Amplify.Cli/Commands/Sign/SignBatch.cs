using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Amplify.Cli.Execution;
using Amplify.Signing;

namespace Amplify.Cli.Commands.Sign;

/// <summary>Signs requests as they come in, one line each, and never holds more than what was read at once.</summary>
internal sealed class SignBatch(BatchDefaults defaults)
{
    private const int BufferSize = 64 * 1024;

    private readonly SigV4Signer _signer = new();
    private long _line;
    private bool _failed;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public async Task<int> RunAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        PipeReader reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
        PipeWriter writer = PipeWriter.Create(output, new StreamPipeWriterOptions(minimumBufferSize: BufferSize, leaveOpen: true));
        await using Utf8JsonWriter json = new(writer, JsonOutput.WriterOptions);
        while (true)
        {
            // A blocked read of the console cannot be cancelled; leaving it behind can.
            ReadResult read = await reader.ReadAsync(cancellationToken).AsTask().WaitAsync(cancellationToken);
            ReadOnlySequence<byte> buffer = read.Buffer;
            while (TryTakeLine(ref buffer, read.IsCompleted, out ReadOnlySequence<byte> line))
            {
                SignLine(line, json, writer);
            }

            // The next read may wait for whoever wants these results first.
            await writer.FlushAsync(cancellationToken);
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return _failed ? ExitCode.Failed : ExitCode.Done;
            }
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line)
    {
        SequencePosition? end = buffer.PositionOf((byte)'\n');
        if (end is { } position)
        {
            line = buffer.Slice(0, position);
            buffer = buffer.Slice(buffer.GetPosition(1, position));
            return true;
        }

        line = buffer;
        if (!isLast || buffer.IsEmpty)
        {
            return false;
        }

        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private void SignLine(ReadOnlySequence<byte> line, Utf8JsonWriter json, PipeWriter writer)
    {
        _line++;
        if (_line == 1 && line.FirstSpan.StartsWith(ByteOrderMark))
        {
            line = line.Slice(ByteOrderMark.Length);
        }

        if (IsBlank(line))
        {
            return;
        }

        try
        {
            SigningResult result = BatchLine.Parse(line, defaults).Run(_signer);
            result.WriteTo(json);
        }
        catch (FormatException wrong)
        {
            _failed = true;
            WriteError(json, wrong.Message);
        }

        json.Flush();
        json.Reset();
        writer.Write("\n"u8);
    }

    private void WriteError(Utf8JsonWriter json, string message)
    {
        json.WriteStartObject();
        json.WriteString("error", message);
        json.WriteNumber("line", _line);
        json.WriteEndObject();
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (ReadOnlyMemory<byte> part in line)
        {
            if (part.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
