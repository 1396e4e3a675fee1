using System.Globalization;
using CsCheck;

namespace Scout.Domain.Tests.Transactions;

public sealed class InstantTests
{
    private const string Form = "ts: must be an RFC 3339 instant with a zone, such as 2025-01-24T18:30:00Z";
    private const string Early = "ts: must not be before 1970";
    private const string Late = "ts: must not be after 9999-12-30";

    [Theory]
    [InlineData("2025-01-24T18:30:00Z", "2025-01-24T18:30:00.0000000Z")]
    [InlineData("2025-01-24t18:30:00z", "2025-01-24T18:30:00.0000000Z")]
    [InlineData("2025-01-24T18:30:00-00:00", "2025-01-24T18:30:00.0000000Z")]
    [InlineData("2025-01-24T18:30:00.1Z", "2025-01-24T18:30:00.1000000Z")]
    [InlineData("2025-01-24T18:30:00.123456789Z", "2025-01-24T18:30:00.1234560Z")]
    [InlineData("2025-01-24T18:30:00.999999999Z", "2025-01-24T18:30:00.9999990Z")]
    [InlineData("2025-01-24T18:30:00+08:00", "2025-01-24T10:30:00.0000000Z")]
    [InlineData("2024-12-31T23:59:59-23:59", "2025-01-01T23:58:59.0000000Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.0000000Z")]
    [InlineData("1969-12-31T23:30:00-01:00", "1970-01-01T00:30:00.0000000Z")]
    [InlineData("9999-12-30T23:59:59.999999Z", "9999-12-30T23:59:59.9999990Z")]
    [InlineData("9999-12-31T12:00:00+12:01", "9999-12-30T23:59:00.0000000Z")]
    public void Parse_WhenInstantIsRfc3339_ReadsItInUtc(string instant, string expected)
    {
        var occurredAt = Sample.ParseValid(Sample.With("ts", $"\"{instant}\"")).OccurredAt;

        Assert.Equal(TimeSpan.Zero, occurredAt.Offset);
        Assert.Equal(expected, occurredAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", Form)]
    [InlineData("2025-01-24", Form)]
    [InlineData("2025-01-24T18:30Z", Form)]
    [InlineData("2025-01-24T18:30:00", Form)]
    [InlineData("2025-01-24 18:30:00Z", Form)]
    [InlineData("2025-01-24T18:30:00.Z", Form)]
    [InlineData("2025-01-24T18:30:00.123", Form)]
    [InlineData("2025-01-24T18:30:00,5Z", Form)]
    [InlineData("2025-01-24T18:30:00 Z", Form)]
    [InlineData("2025-01-24T18:30:00Z ", Form)]
    [InlineData("2025-01-24T18:30:00+0800", Form)]
    [InlineData("2025-01-24T18:30:00+8:00", Form)]
    [InlineData("2025-01-24T18:30:00+24:00", Form)]
    [InlineData("2025-01-24T18:30:00+08:60", Form)]
    [InlineData("2025-02-29T18:30:00Z", Form)]
    [InlineData("2025-13-01T18:30:00Z", Form)]
    [InlineData("2025-00-01T18:30:00Z", Form)]
    [InlineData("2025-01-00T18:30:00Z", Form)]
    [InlineData("2025-01-24T24:00:00Z", Form)]
    [InlineData("2025-01-24T18:60:00Z", Form)]
    [InlineData("2025-01-24T18:30:61Z", Form)]
    [InlineData("+025-01-24T18:30:00Z", Form)]
    [InlineData("٢٠٢٥-01-24T18:30:00Z", Form)]
    [InlineData("2025-01-24T18:30:60Z", "ts: must not be a leap second")]
    [InlineData("2025-01-24T18:30:00.1234567891Z", "ts: must have at most 9 digits of a second's fraction")]
    [InlineData("0000-02-29T00:00:00Z", Early)]
    [InlineData("0001-01-01T00:00:00Z", Early)]
    [InlineData("0001-01-01T00:00:00+14:00", Early)]
    [InlineData("1969-12-31T23:59:59.999999999Z", Early)]
    [InlineData("1970-01-01T00:30:00+01:00", Early)]
    [InlineData("9999-12-31T00:00:00Z", Late)]
    [InlineData("9999-12-31T23:59:59-23:59", Late)]
    public void Parse_WhenInstantIsRefused_NamesTheFault(string instant, string expected) =>
        Assert.Equal([expected], Sample.ParseErrors(Sample.With("ts", $"\"{instant}\"")));

    [Theory]
    [InlineData("1737743400")]
    [InlineData("{}")]
    [InlineData("\"\\ud800\"")]
    public void Parse_WhenInstantIsNoText_NamesTheFault(string json) => Assert.Equal([Form], Sample.ParseErrors(Sample.With("ts", json)));

    [Fact]
    public void Parse_WhenInstantIsInAnyZone_AgreesWithDateTimeOffset() =>
        Gen.Select(Gen.Long[0, 253_402_000_000_000_000], Gen.Int[-14 * 60, 14 * 60]).Sample((microseconds, offsetMinutes) =>
        {
            var instant = DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond).ToOffset(TimeSpan.FromMinutes(offsetMinutes));
            if (instant.Year is > 9998 or < 1970)
                return true;

            var text = instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);

            return Sample.ParseValid(Sample.With("ts", $"\"{text}\"")).OccurredAt == instant;
        });
}
