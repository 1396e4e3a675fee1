using System.Text;

namespace Scout.Cli.Reading;

/// <summary>Reads CSV records as RFC 4180 has them, telling the line each starts on and whether its quotes make sense.</summary>
/// <remarks>
/// Lines end in LF, CRLF or CR; empty lines are skipped. A quote within a field that did not start with one stands for itself: tills
/// write 5" PLATE. Text after a closing quote damages the record, because nobody can tell where its fields really end.
/// </remarks>
internal sealed class CsvRecordReader(TextReader reader, char delimiter)
{
    // Far above any real field; without it one stray quote would pull the rest of the file into memory.
    private const int FieldCharactersMax = 1_000_000;

    private const char Quote = '"';
    private const int End = -1;

    private readonly char[] _buffer = new char[64 * 1024];
    private readonly StringBuilder _field = new();
    private readonly List<string> _fields = [];
    private int _next;
    private int _length;
    private int _line = 1;

    /// <summary>The line the record starts on, counted from 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Whether text follows a closing quote somewhere in the record.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>The next record's fields; null at the end of the file.</summary>
    /// <exception cref="InvalidDataException">A quote is never closed, so nothing after it can be read.</exception>
    public string[]? ReadRecord()
    {
        while (Peek() is not End)
        {
            LineNumber = _line;
            if (TrySkipLineEnd())
                continue;
            IsDamaged = false;
            _fields.Clear();
            do
                ReadField();
            while (TrySkip(delimiter));
            TrySkipLineEnd();
            return [.. _fields];
        }

        return null;
    }

    private void ReadField()
    {
        _field.Clear();
        if (TrySkip(Quote))
            ReadQuoted();
        while (Peek() is var character && character is not (End or '\r' or '\n') && character != delimiter)
            Append(character);
        _fields.Add(_field.ToString());
    }

    private void ReadQuoted()
    {
        var openedOn = _line;
        while (true)
        {
            var character = Peek();
            if (character == End || _field.Length >= FieldCharactersMax)
                throw new InvalidDataException($"the quote opened on line {openedOn} is not closed");
            if (TrySkip(Quote))
            {
                if (Peek() == Quote)
                {
                    Append(Quote);
                    continue;
                }

                IsDamaged |= Peek() is var after && after is not (End or '\r' or '\n') && after != delimiter;
                return;
            }

            if (character == '\n' || (character == '\r' && PeekSecond() != '\n'))
                _line++;
            Append(character);
        }
    }

    private void Append(int character)
    {
        if (_field.Length >= FieldCharactersMax)
            throw new InvalidDataException($"the field on line {_line} is longer than {FieldCharactersMax} characters");
        _field.Append((char)character);
        _next++;
    }

    private bool TrySkip(char character)
    {
        if (Peek() != character)
            return false;
        _next++;
        return true;
    }

    private bool TrySkipLineEnd()
    {
        var carriageReturn = TrySkip('\r');
        if (!TrySkip('\n') && !carriageReturn)
            return false;
        _line++;
        return true;
    }

    private int Peek() => _next < _length || Fill() ? _buffer[_next] : End;

    // The character after the current one. At the edge of the buffer the current one moves to its start.
    private int PeekSecond()
    {
        if (_next + 1 >= _length)
        {
            _buffer[0] = _buffer[_next];
            _length = 1 + reader.ReadBlock(_buffer, 1, _buffer.Length - 1);
            _next = 0;
        }

        return _length > 1 + _next ? _buffer[_next + 1] : End;
    }

    private bool Fill()
    {
        _next = 0;
        _length = reader.ReadBlock(_buffer, 0, _buffer.Length);
        return _length > 0;
    }
}
