using System.Buffers.Binary;
using System.Numerics;

namespace Amplify.Local.Cognito.UserPool.Srp;

/// <summary>
/// Powers modulo an odd number: windows of four bits, multiplied as
/// <see href="https://doi.org/10.1090/S0025-5718-1985-0777282-X">Montgomery</see> does, without a division. A proof of a password is made of three
/// of them, and <see cref="BigInteger.ModPow"/> takes several times as long for each.
/// </summary>
internal sealed class ModularPower
{
    private const int LimbBytes = sizeof(ulong);
    private const int LimbBits = 8 * LimbBytes;
    private const int WindowBits = 4;

    private readonly BigInteger _modulus;
    private readonly ulong[] _limbs;

    // The modulus times this ends with a limb of ones.
    private readonly ulong _negativeInverse;

    // What brings a number into the form that is multiplied, and a 1 in that form.
    private readonly ulong[] _square;
    private readonly ulong[] _one;

    public ModularPower(BigInteger modulus)
    {
        _modulus = modulus;
        int length = (modulus.GetByteCount(isUnsigned: true) + LimbBytes - 1) / LimbBytes;
        _limbs = ToLimbs(modulus, length);
        _negativeInverse = 0UL - InverseOf(_limbs[0]);
        BigInteger radix = BigInteger.One << (LimbBits * length);
        _square = ToLimbs(radix * radix % modulus, length);
        _one = ToLimbs(radix % modulus, length);
    }

    /// <summary>Raises a number that is not negative to a power that is not negative.</summary>
    public BigInteger Of(BigInteger number, BigInteger exponent)
    {
        ulong[] scratch = new ulong[_limbs.Length + 2];
        ulong[][] powers = PowersOf(number % _modulus, scratch);
        ulong[] result = [.. _one];
        foreach (byte digits in exponent.ToByteArray(isUnsigned: true, isBigEndian: true))
        {
            Append(digits >> WindowBits, result, powers, scratch);
            Append(digits & ((1 << WindowBits) - 1), result, powers, scratch);
        }

        ulong[] plainOne = new ulong[_limbs.Length];
        plainOne[0] = 1;
        Multiply(result, plainOne, result, scratch);
        return FromLimbs(result);
    }

    private void Append(int digit, ulong[] result, ulong[][] powers, ulong[] scratch)
    {
        for (int i = 0; i < WindowBits; i++)
        {
            Multiply(result, result, result, scratch);
        }

        Multiply(result, powers[digit], result, scratch);
    }

    private ulong[][] PowersOf(BigInteger number, ulong[] scratch)
    {
        ulong[][] powers = new ulong[1 << WindowBits][];
        powers[0] = _one;
        ulong[] first = ToLimbs(number, _limbs.Length);
        Multiply(first, _square, first, scratch);
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = new ulong[_limbs.Length];
            Multiply(powers[i - 1], first, powers[i], scratch);
        }

        return powers;
    }

    /// <summary>Multiplies, takes the modulus as often as makes the lower half zero, and drops that half.</summary>
    private void Multiply(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, Span<ulong> result, Span<ulong> sum)
    {
        int length = _limbs.Length;
        sum.Clear();
        for (int i = 0; i < length; i++)
        {
            ulong carry = AddProduct(sum, first, second[i]);
            sum[length] += carry;
            sum[length + 1] = sum[length] < carry ? 1UL : 0;
            carry = AddProduct(sum, _limbs, sum[0] * _negativeInverse);
            sum[length] += carry;
            sum[length + 1] += sum[length] < carry ? 1UL : 0;
            sum[1..].CopyTo(sum);
        }

        Reduce(sum[..(length + 1)], result);
    }

    private static ulong AddProduct(Span<ulong> sum, ReadOnlySpan<ulong> number, ulong factor)
    {
        ulong carry = 0;
        sum = sum[..number.Length];
        for (int i = 0; i < number.Length; i++)
        {
            ulong high = Math.BigMul(number[i], factor, out ulong low);
            low += carry;
            high += low < carry ? 1UL : 0;
            ulong total = sum[i] + low;
            carry = high + (total < low ? 1UL : 0);
            sum[i] = total;
        }

        return carry;
    }

    // A sum is below twice the modulus: taken away once at most, it is below the modulus.
    private void Reduce(ReadOnlySpan<ulong> sum, Span<ulong> result)
    {
        ulong borrow = 0;
        for (int i = 0; i < result.Length; i++)
        {
            ulong difference = sum[i] - _limbs[i];
            ulong next = difference - borrow;
            borrow = (sum[i] < _limbs[i] ? 1UL : 0) | (difference < borrow ? 1UL : 0);
            result[i] = next;
        }

        if (sum[result.Length] < borrow)
        {
            sum[..result.Length].CopyTo(result);
        }
    }

    // Each round doubles how many bits are right; an odd number is the inverse of its last three.
    private static ulong InverseOf(ulong odd)
    {
        ulong inverse = odd;
        for (int bits = 3; bits < LimbBits; bits *= 2)
        {
            inverse *= 2 - (odd * inverse);
        }

        return inverse;
    }

    private static ulong[] ToLimbs(BigInteger number, int length)
    {
        byte[] bytes = new byte[length * LimbBytes];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        ulong[] limbs = new ulong[length];
        for (int i = 0; i < length; i++)
        {
            limbs[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(i * LimbBytes));
        }

        return limbs;
    }

    private static BigInteger FromLimbs(ulong[] limbs)
    {
        byte[] bytes = new byte[limbs.Length * LimbBytes];
        for (int i = 0; i < limbs.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * LimbBytes), limbs[i]);
        }

        return new BigInteger(bytes, isUnsigned: true);
    }
}
