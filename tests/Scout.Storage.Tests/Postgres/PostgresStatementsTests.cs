using Npgsql;
using Scout.Storage.Postgres;
using Scout.Testing.Postgres;

namespace Scout.Storage.Tests.Postgres;

public sealed class PostgresStatementsTests(PostgresServer server)
{
    [Fact]
    public void Statements_EveryEmbeddedFile_IsLoaded() => Assert.Empty(EmbeddedStatements.ForgottenBy(typeof(PostgresStatements)));

    [Fact]
    public async Task Statements_AgainstAMigratedDatabase_ArePrepared()
    {
        var connectionString = await server.CreateDatabaseAsync();
        await new PostgresMigrator(connectionString).MigrateAsync(TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        foreach (var (name, text) in EmbeddedStatements.LoadedBy(typeof(PostgresStatements)))
        {
            if (text.StartsWith("copy ", StringComparison.Ordinal))
                await BeginCopyAsync(connection, text);
            else
                await PrepareAsync(connection, name, text);
        }
    }

    private static async Task PrepareAsync(NpgsqlConnection connection, string name, string text)
    {
        await using var command = new NpgsqlCommand($"prepare \"{name}\" as {text}", connection);
        var fault = await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.True(fault is null, $"{name}: {fault?.Message}");
    }

    // A copy cannot be prepared; the server checks it when it begins.
    private static async Task BeginCopyAsync(NpgsqlConnection connection, string text)
    {
        await using var stream = await connection.BeginRawBinaryCopyAsync(text, TestContext.Current.CancellationToken);
        await stream.CancelAsync();
    }
}
