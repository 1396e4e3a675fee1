using System.Globalization;
using Scout.Linking.Mentions;

namespace Scout.Linking.Reading;

/// <summary>Takes a name apart: words, numbers, model numbers and quantities. One pass, bounded by the length of the folded text.</summary>
internal static class NameReader
{
    /// <summary>Tokens of one text that are looked at.</summary>
    public const int TokensMax = 64;

    private const int CompoundPartsMax = 4;
    private const int CompoundCharsMax = 24;
    private const int PartNumberDigits = 4;

    /// <summary>A number of four digits from here on is a year; others are part numbers.</summary>
    public const int YearMin = 1950;

    public const int YearEnd = 2100;

    /// <summary>Adds what <paramref name="text"/> says to <paramref name="reading"/>.</summary>
    /// <param name="text">As it came; it is folded here.</param>
    /// <param name="optional">Marks the tokens as additions to the name.</param>
    public static void Read(string? text, bool optional, NameReading reading)
    {
        var folded = NormalText.Fold(text);
        var reader = new Pass(folded, optional, reading);
        reader.Run();
    }

    private ref struct Pass(ReadOnlySpan<char> text, bool optional, NameReading reading)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _position;
        private int _chain = -1;
        private int _chainStart;
        private int _chainEnd;
        private int _tokenStart;
        private int _multiplier;

        public void Run()
        {
            while (_position < _text.Length && reading.Tokens.Count < TokensMax)
            {
                var character = _text[_position];
                _tokenStart = _position;
                if (char.IsAsciiDigit(character))
                {
                    ReadNumber();
                }
                else if (NormalText.IsWordCharacter(_text, _position))
                {
                    ReadWord();
                }
                else
                {
                    // One sign between two pieces holds them together; anything else parts them.
                    if (!(character is '-' or '/' or '.' or '_' or '+' && IsInside(_position)))
                        EndChain();
                    _position++;
                }
            }

            EndChain();
        }

        private readonly bool IsInside(int index) => index > 0 && index + 1 < _text.Length
            && char.IsLetterOrDigit(_text[index - 1]) && char.IsLetterOrDigit(_text[index + 1]);

        private void ReadNumber()
        {
            var start = _position;
            var end = start;
            var decimals = 0;
            var plain = true;
            while (end < _text.Length)
            {
                if (char.IsAsciiDigit(_text[end]))
                {
                    end++;
                    continue;
                }

                var role = NumberText.Role(_text, end);
                if (role is NumberSign.None or NumberSign.Percent)
                    break;
                decimals += role == NumberSign.Decimal ? 1 : 0;
                plain = false;
                end++;
            }

            // A second point makes it a version or a date, "7.0.2": the first two parts are what counts.
            var digits = _text[start..end];
            var value = ParseNumber(digits);
            var letters = end;
            while (letters < _text.Length && char.IsLetter(_text[letters]))
                letters++;
            var next = letters < _text.Length ? _text[letters] : ' ';

            if (letters == end)
            {
                _position = end;
                if (TryReadTimes(value, plain))
                    return;
                if (TryReadInches(value) || TryReadPercent(value) || TryReadUnitApart(value))
                    return;
                AddNumber(digits, value, plain);
                return;
            }

            var suffix = _text[end..letters];
            if (suffix is "x" && (char.IsAsciiDigit(next) || (next == ' ' && letters + 1 < _text.Length && char.IsAsciiDigit(_text[letters + 1]))))
            {
                // "12x33cl" is twelve of 33 cl, "30x40cm" is a size: what follows will tell.
                _multiplier = value is > 0 and < 1000 && plain ? (int)value : 0;
                _position = letters + (next == ' ' ? 1 : 0);
                return;
            }

            // After a word and a hyphen it is a model number, "pbk-430w", and no quantity.
            var inModel = _chain >= 0 && start > 0 && _text[start - 1] == '-' && reading.Tokens[^1].Kind != TokenKind.Number;
            // So are four digits and a letter, "1250l"; with a point, "0.25l", they are not.
            inModel |= suffix.Length == 1 && suffix[0] is not ('w' or 'g') && plain && end - start > 3;
            if (!inModel && !char.IsAsciiDigit(next) && Units.TryFind(suffix, glued: true, out var dimension, out var factor))
            {
                _position = letters;
                AddQuantity(dimension, value * factor);
                return;
            }

            if (suffix is "st" or "nd" or "rd" or "th" && !char.IsAsciiDigit(next))
            {
                _position = letters;
                Add(new(_text[start..letters].ToString(), TokenKind.Number, optional));
                return;
            }

            ReadMixed(start);
        }

        private void ReadWord()
        {
            var start = _position;
            var end = start;
            while (end < _text.Length && (NormalText.IsWordCharacter(_text, end) && !char.IsAsciiDigit(_text[end])))
                end++;
            if (end < _text.Length && char.IsAsciiDigit(_text[end]))
            {
                // "v8" and "v7.0" are versions, "cs3" and "fx07eb" are not.
                if (_text[start..end] is "v" or "ver" or "version")
                {
                    _position = end;
                    return;
                }

                ReadMixed(start);
                return;
            }

            var word = _text[start..end];
            _position = end;
            if (end + 1 < _text.Length && _text[end] == '\'' && char.IsLetter(_text[end + 1]))
            {
                // "noah's" is "noahs"; a longer tail ("l'oreal") is joined as well.
                var tail = end + 1;
                while (tail < _text.Length && char.IsLetter(_text[tail]))
                    tail++;
                _position = tail;
                Add(new(string.Concat(word, _text[(end + 1)..tail]), TokenKind.Word, optional));
                return;
            }

            if (IsMark(start, end, word) || TryReadCountOf(word))
                return;
            if (word is "v" or "ver" or "version" or "vol" or "no" && NextIsNumber())
                return;
            if (WordLists.NumberOf(word) is { } number)
                Add(new(number, TokenKind.Number, optional));
            else
                Add(new(word.ToString(), TokenKind.Word, optional));
        }

        /// <summary>"(r)", "(tm)" and "(c)" are marks, not words.</summary>
        private readonly bool IsMark(int start, int end, ReadOnlySpan<char> word) => word is "r" or "tm" or "c"
            && LastBefore(start) == '(' && FirstAfter(end) == ')';

        private readonly char LastBefore(int index)
        {
            while (index > 0 && _text[index - 1] == ' ')
                index--;
            return index > 0 ? _text[index - 1] : ' ';
        }

        private readonly char FirstAfter(int index)
        {
            while (index < _text.Length && _text[index] == ' ')
                index++;
            return index < _text.Length ? _text[index] : ' ';
        }

        private readonly bool NextIsNumber()
        {
            var index = _position;
            while (index < _text.Length && _text[index] is ' ' or '.')
                index++;
            return index < _text.Length && char.IsAsciiDigit(_text[index]);
        }

        /// <summary>"set of 4", "pack of 12", "set/6" are counts.</summary>
        private bool TryReadCountOf(ReadOnlySpan<char> word)
        {
            if (word is not ("set" or "pack" or "box" or "case" or "pk" or "bag" or "lot"))
                return false;
            var rest = _text[_position..];
            var skipped = rest.StartsWith(" of ") ? 4 : rest.StartsWith("/") ? 1 : rest.StartsWith(" / ") ? 3 : 0;
            var end = skipped;
            while (skipped > 0 && end < rest.Length && char.IsAsciiDigit(rest[end]))
                end++;
            if (end == skipped || end - skipped > 4 || (end < rest.Length && char.IsLetter(rest[end])))
                return false;
            _position += end;
            AddQuantity(Dimension.Count, (float)ParseNumber(rest[skipped..end]));
            return true;
        }

        private void ReadMixed(int start)
        {
            var end = start;
            while (end < _text.Length && NormalText.IsWordCharacter(_text, end))
                end++;
            _position = end;
            Add(new(_text[start..end].ToString(), TokenKind.Model, optional));
        }

        /// <summary>"12 x 33 cl", with spaces.</summary>
        private bool TryReadTimes(double value, bool plain)
        {
            var rest = _text[_position..];
            if (!plain || value is not (> 0 and < 1000) || rest.Length < 4 || !rest.StartsWith(" x ") || !char.IsAsciiDigit(rest[3]))
                return false;
            _multiplier = (int)value;
            _position += 3;
            return true;
        }

        private bool TryReadInches(double value)
        {
            var rest = _text[_position..];
            var length = rest.StartsWith("\"") ? 1 : rest.StartsWith("''") ? 2 : 0;
            if (length == 0)
                return false;
            _position += length;
            AddQuantity(Dimension.Length, value * 25.4);
            return true;
        }

        private bool TryReadPercent(double value)
        {
            if (_position >= _text.Length || _text[_position] != '%')
                return false;
            _position++;
            AddQuantity(Dimension.Share, value);
            return true;
        }

        /// <summary>"1.5 l", "42-inch", "12 fl. oz": the unit is the next word.</summary>
        private bool TryReadUnitApart(double value)
        {
            if (_position + 1 >= _text.Length || _text[_position] is not (' ' or '-'))
                return false;
            var start = _position + 1;
            var end = EndOfWord(start);
            if (end == start || (end < _text.Length && char.IsAsciiDigit(_text[end])))
                return false;
            var word = _text[start..end];
            if (word is "fl" or "cu" && EndOfSecondWord(end, out var second) is var secondEnd && second is "oz" or "ounce" or "ounces" or "ft" or "feet")
            {
                _position = secondEnd;
                AddQuantity(Dimension.Volume, value * (word is "fl" ? 29.5735 : 28316.8));
                return true;
            }

            // "32 in." has its point, "5 in 1" has not.
            var abbreviated = end < _text.Length && _text[end] == '.' && !(end + 1 < _text.Length && char.IsAsciiDigit(_text[end + 1]));
            if (!Units.TryFind(word, glued: _text[_position] == '-' || abbreviated, out var dimension, out var factor))
                return false;
            _position = end;
            AddQuantity(dimension, value * factor);
            return true;
        }

        private readonly int EndOfWord(int start)
        {
            var end = start;
            while (end < _text.Length && char.IsLetter(_text[end]))
                end++;
            return end;
        }

        private readonly int EndOfSecondWord(int end, out ReadOnlySpan<char> word)
        {
            var start = end;
            while (start < _text.Length && _text[start] is '.' or ' ')
                start++;
            var last = EndOfWord(start);
            word = _text[start..last];
            return last;
        }

        private void AddNumber(ReadOnlySpan<char> digits, double value, bool plain)
        {
            if (plain && digits.Length >= PartNumberDigits && _multiplier == 0 && value is not (>= YearMin and < YearEnd))
            {
                Add(new(digits.ToString(), TokenKind.Model, optional));
                return;
            }

            Add(new(Canonical(value), TokenKind.Number, optional));
        }

        private void AddQuantity(Dimension dimension, double value)
        {
            var quantity = new Quantity(dimension, (float)value);
            if (_multiplier > 0 && dimension == Dimension.Length)
                reading.Quantities.Add(new(dimension, (float)(value / Math.Max(1, LastNumber(value)) * _multiplier)));
            else if (_multiplier > 0 && dimension != Dimension.Count)
                AddToken(new(Dimension.Count, _multiplier));
            _multiplier = 0;
            AddToken(quantity);
        }

        // "30x40cm": both are in the unit that only the last of them shows.
        private readonly double LastNumber(double value)
        {
            var start = _position;
            while (start > 0 && !char.IsAsciiDigit(_text[start - 1]))
                start--;
            var end = start;
            while (start > 0 && (char.IsAsciiDigit(_text[start - 1]) || _text[start - 1] == '.'))
                start--;
            return double.TryParse(_text[start..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : value;
        }

        private void AddToken(Quantity quantity)
        {
            EndChain();
            reading.Quantities.Add(quantity);
            reading.Tokens.Add(new(quantity.ToString(), TokenKind.Quantity, optional));
        }

        private void Add(Token token)
        {
            if (_multiplier > 0)
            {
                // "2x4" without a unit: the first number is a number like the second.
                reading.Tokens.Add(new(Canonical(_multiplier), TokenKind.Number, optional));
                _multiplier = 0;
            }

            if (_chain < 0)
                (_chain, _chainStart) = (reading.Tokens.Count, _tokenStart);
            reading.Tokens.Add(token);
            _chainEnd = _position;
        }

        private void EndChain()
        {
            var count = _chain < 0 ? 0 : reading.Tokens.Count - _chain;
            if (count is >= 2 and <= CompoundPartsMax)
            {
                // As it was written: a part "010" is the number 10, but its zero belongs to the part number.
                Span<char> joined = stackalloc char[CompoundCharsMax];
                var length = 0;
                var digits = 0;
                var slashes = false;
                foreach (var character in _text[_chainStart.._chainEnd])
                {
                    slashes |= character == '/';
                    if (!char.IsLetterOrDigit(character))
                        continue;
                    digits += char.IsAsciiDigit(character) ? 1 : 0;
                    if (length < joined.Length)
                        joined[length] = character;
                    length++;
                }

                // "10/100" is no part number, "122-00411" is.
                if (length is >= 4 and <= CompoundCharsMax && digits > 0 && (digits < length || (digits > PartNumberDigits && !slashes)))
                    reading.Compounds.Add(new(_chain, count, joined[..length].ToString()));
            }

            _chain = -1;
        }

        private static double ParseNumber(ReadOnlySpan<char> digits)
        {
            Span<char> plain = stackalloc char[16];
            var length = 0;
            var points = 0;
            for (var i = 0; i < digits.Length && length < plain.Length; i++)
            {
                if (char.IsAsciiDigit(digits[i]))
                {
                    plain[length++] = digits[i];
                }
                else if (NumberText.Role(digits, i) == NumberSign.Decimal)
                {
                    if (points++ > 0)
                        break;
                    plain[length++] = '.';
                }
            }

            return double.TryParse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : 0;
        }

        private static string Canonical(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
    }
}
