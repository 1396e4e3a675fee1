using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Storage.Postgres;

/// <summary>The few conversions between our values and the driver's.</summary>
internal static class Rows
{
    public static NpgsqlParameter Array<T>(T[] values, NpgsqlDbType elementType) =>
        new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | elementType };

    public static NpgsqlParameter Value<T>(T value, NpgsqlDbType type) => new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type };

    public static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Instant(DateTimeOffset value) => Value(value.UtcDateTime, NpgsqlDbType.TimestampTz);

    public static NpgsqlParameter BigInt(long? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };

    public static string? FindText(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset GetInstant(this NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column), TimeSpan.Zero);

    public static DateTimeOffset? FindInstant(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInstant(column);

    public static EventId? FindEventId(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : new EventId(reader.GetInt64(column));

    public static Amount GetAmount(this NpgsqlDataReader reader, int column) => Amount.FromDecimal(reader.GetDecimal(column));

    public static Amount? FindAmount(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetAmount(column);

    public static NpgsqlCommand Command(this NpgsqlDataSource source, string statement, params NpgsqlParameter[] parameters)
    {
        var command = source.CreateCommand(statement);
        command.Parameters.AddRange(parameters);
        return command;
    }

    public static NpgsqlBatchCommand BatchCommand(string statement, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(statement);
        command.Parameters.AddRange(parameters);
        return command;
    }
}
