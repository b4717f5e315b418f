namespace Amplify.Signing.Canonical;

/// <summary>The query of a canonical request: every pair in its one encoded form, sorted by encoded name, then encoded value.</summary>
internal sealed class CanonicalQuery
{
    private const int LargestInsertionSort = 32;

    private readonly ByteBuffer _encoded = new();
    private Pair[] _pairs = new Pair[16];
    private int _count;

    /// <summary>Appends the canonical form of a query.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="query">The query as sent, without its question mark.</param>
    /// <param name="leftOut">A parameter that the signature does not cover, by its name as encoded, or empty.</param>
    /// <param name="alsoLeftOut">Another one.</param>
    public void Append(ByteBuffer buffer, ReadOnlySpan<char> query, ReadOnlySpan<byte> leftOut = default, ReadOnlySpan<byte> alsoLeftOut = default)
    {
        _encoded.Clear();
        _count = 0;
        while (!query.IsEmpty)
        {
            int end = query.IndexOf('&');
            AddPair(end < 0 ? query : query[..end], leftOut, alsoLeftOut);
            query = end < 0 ? default : query[(end + 1)..];
        }

        SortPairs();
        for (int i = 0; i < _count; i++)
        {
            if (i > 0)
            {
                buffer.Append((byte)'&');
            }

            Pair pair = _pairs[i];
            buffer.Append(_encoded.Written.Slice(pair.Name, pair.NameLength));
            buffer.Append((byte)'=');
            buffer.Append(_encoded.Written.Slice(pair.Value, pair.ValueLength));
        }
    }

    private void SortPairs()
    {
        PairComparer comparer = new(_encoded.Array);
        if (_count > LargestInsertionSort)
        {
            _pairs.AsSpan(0, _count).Sort(comparer);
            return;
        }

        // Few pairs, mostly in order: this is quicker than the library's sort, which allocates.
        for (int i = 1; i < _count; i++)
        {
            Pair pair = _pairs[i];
            int place = i;
            while (place > 0 && comparer.Compare(_pairs[place - 1], pair) > 0)
            {
                _pairs[place] = _pairs[place - 1];
                place--;
            }

            _pairs[place] = pair;
        }
    }

    private void AddPair(ReadOnlySpan<char> text, ReadOnlySpan<byte> leftOut, ReadOnlySpan<byte> alsoLeftOut)
    {
        if (text.IsEmpty)
        {
            return;
        }

        int equals = text.IndexOf('=');
        int name = _encoded.Length;
        PercentEncoding.AppendQueryComponent(_encoded, equals < 0 ? text : text[..equals]);
        int value = _encoded.Length;
        ReadOnlySpan<byte> encodedName = _encoded.Written[name..value];
        if (encodedName.Length > 0 && (encodedName.SequenceEqual(leftOut) || encodedName.SequenceEqual(alsoLeftOut)))
        {
            _encoded.Truncate(name);
            return;
        }

        if (equals >= 0)
        {
            PercentEncoding.AppendQueryComponent(_encoded, text[(equals + 1)..]);
        }

        if (_count == _pairs.Length)
        {
            Array.Resize(ref _pairs, _pairs.Length * 2);
        }

        _pairs[_count++] = new Pair(name, value - name, value, _encoded.Length - value);
    }

    private readonly record struct Pair(int Name, int NameLength, int Value, int ValueLength);

    private readonly struct PairComparer(byte[] encoded) : IComparer<Pair>
    {
        public int Compare(Pair x, Pair y)
        {
            int names = encoded.AsSpan(x.Name, x.NameLength).SequenceCompareTo(encoded.AsSpan(y.Name, y.NameLength));
            return names != 0
                ? names
                : encoded.AsSpan(x.Value, x.ValueLength).SequenceCompareTo(encoded.AsSpan(y.Value, y.ValueLength));
        }
    }
}
