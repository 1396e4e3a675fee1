using Microsoft.Data.Sqlite;
using Scout.EndToEnd.Tests.Load;
using Scout.EndToEnd.Tests.Stores;
using Xunit.Sdk;

namespace Scout.EndToEnd.Tests;

/// <summary>The audit of the other suites finds what it is there to find.</summary>
public sealed class AuditTests(SqliteScout server) : EndToEndSuite(server), IClassFixture<SqliteScout>
{
    private const string Last = "(select max(event_id) from silver_transactions)";

    private static readonly string[] Damages =
    [
        $"delete from silver_line_items where event_id = {Last}; delete from silver_transactions where event_id = {Last}",
        $"delete from silver_line_items where event_id = {Last} and line_number = 1",
        $"delete from silver_transactions where event_id = {Last}",
        $"delete from bronze_events where event_id = {Last}",
        $"update silver_transactions set total_amount = total_amount + 1 where event_id = {Last}",
        $"create temp table twin as select * from silver_transactions where event_id = {Last}; "
            + "update twin set event_id = event_id + 1; insert into silver_transactions select * from twin",
    ];

    [Fact]
    public async Task Check_OfADamagedStore_Fails()
    {
        var load = new EndlessLoad(Client, seed: 1);
        await load.WaitForMoreAsync("the start of the load");
        await load.StopAsync();
        await Audit.CheckAsync(Store, Client, load.Ledger);
        await Server.Process.StopAsync();

        foreach (var damage in Damages)
        {
            await using var copy = new SqliteStore();
            CopyTo(copy);
            await Audit.CheckRowsAsync(copy, load.Ledger);
            await DamageAsync(copy, damage);
            _ = await Assert.ThrowsAnyAsync<XunitException>(() => Audit.CheckRowsAsync(copy, load.Ledger));
        }
    }

    private void CopyTo(SqliteStore copy)
    {
        _ = Directory.CreateDirectory(copy.DataDirectory);
        foreach (var file in Directory.GetFiles(((SqliteStore)Store).DataDirectory, "scout.db*"))
            File.Copy(file, Path.Combine(copy.DataDirectory, Path.GetFileName(file)));
    }

    private static async Task DamageAsync(SqliteStore copy, string damage)
    {
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(copy.DataDirectory, "scout.db"), Pooling = false, ForeignKeys = false };
        await using var connection = new SqliteConnection(file.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = damage;
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }
}
