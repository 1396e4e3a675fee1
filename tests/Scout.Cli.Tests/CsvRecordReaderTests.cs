using Scout.Cli.Reading;

namespace Scout.Cli.Tests;

public sealed class CsvRecordReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "1:a|b 2:c|d")]
    [InlineData("a,b\r\nc,d", "1:a|b 2:c|d")]
    [InlineData("a,b\rc,d\r", "1:a|b 2:c|d")]
    [InlineData("a,\n,\n", "1:a| 2:|")]
    [InlineData("\n\na\n\nb\n", "3:a 5:b")]
    [InlineData("\"a,b\",\"c\"\"d\"\n", "1:a,b|c\"d")]
    [InlineData("\"\",\"\"\"\"\n", "1:|\"")]
    [InlineData("5\" PLATE,1\n", "1:5\" PLATE|1")]
    [InlineData("\"x\ny\r\nz\",1\nb,2\n", "1:x\ny\r\nz|1 4:b|2")]
    [InlineData("\"x\ry\",1\nb,2\n", "1:x\ry|1 3:b|2")]
    [InlineData("", "")]
    public void ReadRecord_OfText_GivesFieldsAndStartingLines(string text, string expected) => Assert.Equal(expected, Shown(text));

    [Fact]
    public void ReadRecord_WhenTextFollowsAClosingQuote_MarksOnlyThatRecord()
    {
        var reader = new CsvRecordReader(new StringReader("a\n\"b\"x,1\nc\n"), ',');
        var damaged = new List<bool>();
        while (reader.ReadRecord() is not null)
            damaged.Add(reader.IsDamaged);

        Assert.Equal([false, true, false], damaged);
    }

    [Fact]
    public void ReadRecord_WhenAQuoteIsNeverClosed_NamesTheLineItWasOpenedOn()
    {
        var reader = new CsvRecordReader(new StringReader("a,b\nc,\"d\ne,f\n"), ',');
        reader.ReadRecord();

        Assert.Equal("the quote opened on line 2 is not closed", Assert.Throws<InvalidDataException>(() => reader.ReadRecord()).Message);
    }

    [Theory]
    [InlineData(65_533)]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void ReadRecord_WhenALineEndStraddlesTheBuffer_CountsItOnce(int length) =>
        Assert.Equal(3, LineAfter($"\"{new string('x', length)}\r\ny\"\nlast\n"));

    private static int LineAfter(string text)
    {
        var reader = new CsvRecordReader(new StringReader(text), ',');
        reader.ReadRecord();
        reader.ReadRecord();
        return reader.LineNumber;
    }

    private static string Shown(string text)
    {
        var reader = new CsvRecordReader(new StringReader(text), ',');
        var records = new List<string>();
        while (reader.ReadRecord() is { } fields)
            records.Add($"{reader.LineNumber}:{string.Join('|', fields)}");
        return string.Join(' ', records);
    }
}
