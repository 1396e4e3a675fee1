using System.Buffers;
using System.IO.Pipelines;

namespace Scout.Api.Ingestion;

/// <summary>Cuts a body into lines, holding no more than one line and what the pipe has read.</summary>
internal sealed class NdjsonReader(PipeReader pipe, int lineBytesMax, long chunkBytesMax)
{
    private bool _skipping;
    private long _chunkBytes;

    /// <summary>Reads what has arrived: at least one line, unless the body is at its end.</summary>
    /// <param name="linesMax">At most this many.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The lines without their ends, empty ones left out; one that is too long as null. Nothing at the end of the body.</returns>
    public async ValueTask<List<byte[]?>> ReadLinesAsync(int linesMax, CancellationToken cancellationToken)
    {
        var lines = new List<byte[]?>();
        _chunkBytes = 0;
        while (lines.Count == 0)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (HasRoom(lines, linesMax) && TryCut(ref rest, out var line))
                Take(line, lines);

            if (HasRoom(lines, linesMax) && rest.Length > lineBytesMax)
            {
                // The line will not end in time: forget what there is of it, and the rest as it comes.
                if (!_skipping)
                    lines.Add(null);
                _skipping = true;
                rest = rest.Slice(rest.End);
            }

            if (read.IsCompleted && HasRoom(lines, linesMax))
            {
                // The last line needs no line feed.
                Take(rest, lines);
                pipe.AdvanceTo(read.Buffer.End);
                return lines;
            }

            // Whole lines that were left for the next call are not examined yet; a part of a line is.
            pipe.AdvanceTo(rest.Start, HasRoom(lines, linesMax) ? read.Buffer.End : rest.Start);
        }

        return lines;
    }

    private bool HasRoom(List<byte[]?> lines, int linesMax) => lines.Count < linesMax && _chunkBytes < chunkBytesMax;

    private static bool TryCut(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
    {
        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryReadTo(out line, (byte)'\n'))
            return false;
        rest = reader.UnreadSequence;
        return true;
    }

    private void Take(ReadOnlySequence<byte> line, List<byte[]?> lines)
    {
        if (_skipping)
        {
            _skipping = false;
            return;
        }

        if (line.Length > lineBytesMax + 1)
        {
            lines.Add(null);
            return;
        }

        _chunkBytes += line.Length;
        var bytes = line.ToArray();
        if (bytes.Length > 0 && bytes[^1] == '\r')
            bytes = bytes[..^1];
        if (bytes.Length > 0)
            lines.Add(bytes.Length > lineBytesMax ? null : bytes);
    }
}
