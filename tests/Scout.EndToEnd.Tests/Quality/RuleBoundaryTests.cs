using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Quality;

/// <summary>Each rule at its limit and just beyond it, as a device sees it.</summary>
public abstract class RuleBoundarySuite(ScoutServer server) : EndToEndSuite(server)
{
    [Theory]
    [InlineData(2, 25, 50, 50, "")]
    [InlineData(1, 0, 0, 0, "")]
    [InlineData(0, 25, 50, 50, "negative_amount")]
    [InlineData(-1, 25, 50, 50, "negative_amount")]
    [InlineData(1, 25, 25, -0.01, "negative_amount,line_sum_mismatch")]
    [InlineData(1, 100, 100, 99, "line_sum_mismatch")]
    [InlineData(1, 99, 99, 100, "")]
    [InlineData(1, 98.99, 98.99, 100, "line_sum_mismatch")]
    [InlineData(1, 101, 101, 100, "")]
    [InlineData(1, 101.01, 101.01, 100, "line_sum_mismatch")]
    [InlineData(1, 0.51, 0.51, 0.50, "")]
    [InlineData(1, 0.5101, 0.5101, 0.50, "line_sum_mismatch")]
    public async Task Post_OfASale_IsHeldBeyondTheLimitAndNotAtIt(decimal quantity, decimal price, decimal line, decimal total, string rules)
    {
        var sale = new Sale(NewStore(), "T-1") { Quantity = quantity, UnitPrice = price, LineAmount = line, SentTotal = total, IsReturn = false };

        var answer = (await Client.PostAsync(sale)).Expect(201);

        Assert.Equal(rules.Length == 0 ? "accepted" : "quarantined", answer["status"]);
        Assert.Equal(rules, Names(answer, "rules"));
    }

    [Theory]
    [InlineData(-2, 25, -50, -50, "")]
    [InlineData(1, 25, -25, -25, "negative_amount")]
    [InlineData(-1, 25, 25, -25, "negative_amount,line_sum_mismatch")]
    [InlineData(-1, 25, -25, 25, "negative_amount,line_sum_mismatch")]
    [InlineData(-1, 99, -99, -100, "")]
    [InlineData(-1, 98.99, -98.99, -100, "line_sum_mismatch")]
    public async Task Post_OfAReturn_IsHeldBeyondTheLimitAndNotAtIt(decimal quantity, decimal price, decimal line, decimal total, string rules)
    {
        var sent = new Sale(NewStore(), "T-1") { Quantity = quantity, UnitPrice = price, LineAmount = line, SentTotal = total, IsReturn = true };

        var answer = (await Client.PostAsync(sent)).Expect(201);

        Assert.Equal(rules, Names(answer, "rules"));
    }

    [Theory]
    [InlineData(1, 10_000, 10_000, "")]
    [InlineData(1, 10_000.01, 10_000.01, "amount_limit")]
    [InlineData(2, 49.5, 100, "")]
    [InlineData(2, 49.49, 100, "line_math")]
    [InlineData(2, 50.5, 100, "")]
    [InlineData(2, 50.51, 100, "line_math")]
    public async Task Post_WhenOnlyFlagged_IsAcceptedAndSaysSo(decimal quantity, decimal price, decimal line, string flags)
    {
        var answer = (await Client.PostAsync(new Sale(NewStore(), "T-1") { Quantity = quantity, UnitPrice = price, LineAmount = line })).Expect(201);

        Assert.Equal(("accepted", flags), (answer["status"], Names(answer, "flags")));
    }

    [Fact]
    public async Task Post_OfALateEvent_IsFlaggedBeyondThirtyMinutesAndNotAtThem()
    {
        var store = NewStore();
        (await Client.PostAsync(new Sale(store, "WATERMARK"))).Expect(201);

        var at = (await Client.PostAsync(new Sale(store, "AT") { At = Sale.Moment.AddMinutes(-30) })).Expect(201);
        var beyond = (await Client.PostAsync(new Sale(store, "BEYOND") { At = Sale.Moment.AddMinutes(-30).AddMicroseconds(-1) })).Expect(201);

        Assert.Equal(("", "late_event"), (Names(at, "flags"), Names(beyond, "flags")));
        Assert.Equal(1, (await Client.GetSummaryOfAsync(store, "2025-01-24", 3)).GetProperty("late").GetInt32());
    }

    [Fact]
    public async Task Post_FromTheFuture_IsHeldBeyondADayAndNotBefore()
    {
        var store = NewStore();

        // The server's clock moves while we send, so this comes as near to a day as a caller can: seconds before, and a little after.
        var within = (await Client.PostAsync(new Sale(store, "WITHIN") { At = TimeProvider.System.GetUtcNow().AddHours(24).AddSeconds(-1) })).Expect(201);
        var beyond = (await Client.PostAsync(new Sale(store, "BEYOND") { At = TimeProvider.System.GetUtcNow().AddHours(24).AddMinutes(1) })).Expect(201);

        Assert.Equal(("accepted", "quarantined", "future_timestamp"), (within["status"], beyond["status"], Names(beyond, "rules")));
    }

    [Fact]
    public async Task Post_OverTheLimitOfTheStore_IsFlaggedThereOnly()
    {
        var (store, other) = (NewStore(), NewStore());
        (await Client.PutAsync($"/v1/stores/{store}", """{"amount_limit":50}""")).Expect(201);

        var at = (await Client.PostAsync(new Sale(store, "AT") { Quantity = 1, UnitPrice = 50 })).Expect(201);
        var over = (await Client.PostAsync(new Sale(store, "OVER") { Quantity = 1, UnitPrice = 50.01m })).Expect(201);
        var elsewhere = (await Client.PostAsync(new Sale(other, "OVER") { Quantity = 1, UnitPrice = 50.01m })).Expect(201);

        Assert.Equal(("", "amount_limit", ""), (Names(at, "flags"), Names(over, "flags"), Names(elsewhere, "flags")));
    }

    private static string Names(Answer answer, string member) =>
        answer.Json.TryGetProperty(member, out var names) ? string.Join(',', names.EnumerateArray().Select(name => name.GetString())) : "";
}

public sealed class SqliteRuleBoundaryTests(SqliteScout server) : RuleBoundarySuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresRuleBoundaryTests(PostgresScout server) : RuleBoundarySuite(server), IClassFixture<PostgresScout>;
