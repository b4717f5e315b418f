using System.Text;

namespace Amplify.Signing.Canonical;

/// <summary>The headers of a canonical request: lower-case names, sorted, values trimmed with inner white space collapsed, repeats joined by commas.</summary>
internal sealed class CanonicalHeaders
{
    private Entry[] _entries = new Entry[16];
    private int _count;

    /// <summary>Tells whether a header stays outside the signature because something on the way, or HTTP itself, may change it.</summary>
    public static bool IsNeverSigned(string name) => name.Length switch
    {
        6 => name.Equals("expect", StringComparison.OrdinalIgnoreCase),
        10 => name.Equals("connection", StringComparison.OrdinalIgnoreCase) || name.Equals("user-agent", StringComparison.OrdinalIgnoreCase),
        13 => name.Equals("authorization", StringComparison.OrdinalIgnoreCase),
        15 => name.Equals("x-amzn-trace-id", StringComparison.OrdinalIgnoreCase),
        17 => name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    public void Clear()
    {
        // Values may be secrets; a reused object must not keep them alive.
        Array.Clear(_entries, 0, _count);
        _count = 0;
    }

    /// <summary>Adds a header in its place; among equal names the order of adding is kept.</summary>
    public void Add(string name, string value)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }

        int place = _count++;
        while (place > 0 && CompareLowerCase(_entries[place - 1].Name, name) > 0)
        {
            _entries[place] = _entries[place - 1];
            place--;
        }

        _entries[place] = new Entry(name, value);
    }

    public bool Contains(string name)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_entries[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Appends a line for each name.</summary>
    public void AppendLines(ByteBuffer buffer)
    {
        for (int i = 0; i < _count; i++)
        {
            if (i > 0 && IsRepeat(i))
            {
                // Replaces the line feed that ended the line of the same name.
                buffer.Truncate(buffer.Length - 1);
                buffer.Append((byte)',');
            }
            else
            {
                AppendLowerCase(buffer, _entries[i].Name);
                buffer.Append((byte)':');
            }

            AppendCollapsed(buffer, _entries[i].Value);
            buffer.Append((byte)'\n');
        }
    }

    /// <summary>Appends the names, separated by semicolons.</summary>
    public void AppendNames(ByteBuffer buffer)
    {
        for (int i = 0; i < _count; i++)
        {
            if (i > 0)
            {
                if (IsRepeat(i))
                {
                    continue;
                }

                buffer.Append((byte)';');
            }

            AppendLowerCase(buffer, _entries[i].Name);
        }
    }

    private bool IsRepeat(int index) => CompareLowerCase(_entries[index - 1].Name, _entries[index].Name) == 0;

    private static void AppendLowerCase(ByteBuffer buffer, string name)
    {
        // A header's name is a token, and so ASCII.
        Ascii.ToLower(name, buffer.Reserve(name.Length), out int written);
        buffer.Advance(written);
    }

    private static void AppendCollapsed(ByteBuffer buffer, ReadOnlySpan<char> value)
    {
        // Tokens and dates, the longest of values among them.
        if (!value.ContainsAnyExceptInRange('!', '~'))
        {
            buffer.AppendAscii(value);
            return;
        }

        value = value.Trim(" \t\r\n");
        if (!value.Contains("  ", StringComparison.Ordinal) && !value.ContainsAny('\t', '\r', '\n'))
        {
            buffer.AppendUtf8(value);
            return;
        }

        bool first = true;
        foreach (Range range in value.SplitAny(' ', '\t', '\r', '\n'))
        {
            if (value[range].IsEmpty)
            {
                continue;
            }

            if (!first)
            {
                buffer.Append((byte)' ');
            }

            buffer.AppendUtf8(value[range]);
            first = false;
        }
    }

    // Ordinal comparison that ignores case folds to upper case, which orders '_' otherwise than the lower-case names that SigV4 sorts.
    private static int CompareLowerCase(string left, string right)
    {
        int length = Math.Min(left.Length, right.Length);
        for (int i = 0; i < length; i++)
        {
            int difference = ToLower(left[i]) - ToLower(right[i]);
            if (difference != 0)
            {
                return difference;
            }
        }

        return left.Length - right.Length;
    }

    private static char ToLower(char character) => char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;

    private readonly record struct Entry(string Name, string Value);
}
