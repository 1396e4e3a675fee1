namespace Scout.Bench.Load;

/// <summary>Takes chunk marks out of a body that never ends in memory: fed as bytes arrive, split anywhere.</summary>
internal sealed class ChunkReader
{
    private int _left;
    private int _size;
    private State _state = State.Size;

    private enum State
    {
        Size,
        Extension,
        Payload,
        AfterPayload,
        End,
    }

    /// <summary>The last chunk was seen.</summary>
    public bool IsAtEnd => _state == State.End;

    /// <summary>Consumes the start of what arrived.</summary>
    /// <param name="received">Left with what is still to be read.</param>
    /// <param name="payload">The body's next bytes, possibly none.</param>
    /// <returns>False when everything was consumed without finding payload.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> received, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        while (received.Length > 0 && _state != State.End)
        {
            if (_state == State.Payload)
            {
                payload = received[..Math.Min(_left, received.Length)];
                received = received[payload.Length..];
                _left -= payload.Length;
                if (_left == 0)
                    _state = State.AfterPayload;
                return true;
            }

            ReadMark(received[0]);
            received = received[1..];
        }

        return false;
    }

    private void ReadMark(byte value)
    {
        if (value == (byte)'\n')
            EndLine();
        else if (_state == State.Size && char.IsAsciiHexDigit((char)value))
            _size = checked(_size * 16 + Convert.ToInt32(((char)value).ToString(), 16));
        else if (_state == State.Size)
            _state = State.Extension;
    }

    private void EndLine()
    {
        if (_state == State.AfterPayload)
        {
            _state = State.Size;
            return;
        }

        (_left, _size) = (_size, 0);
        _state = _left == 0 ? State.End : State.Payload;
    }
}
