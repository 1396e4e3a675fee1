using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Quality;

namespace Scout.Storage.Tests.Quality;

/// <summary>What every <see cref="IQuarantine"/> must do.</summary>
public abstract class QuarantineContract : StorageContract
{
    private static readonly BrokenRules[] Rules =
        [BrokenRules.NegativeAmount, BrokenRules.LineSumMismatch | BrokenRules.LateEvent, BrokenRules.FutureTimestamp, BrokenRules.LateEvent | BrokenRules.NegativeAmount];

    [Fact]
    public async Task Read_NothingHeld_IsEmpty()
    {
        var one = NewEvent();
        _ = await AppendAsync(one);

        Assert.Empty(await Quarantine.ReadPageAsync(new QuarantineFilter(null, null, BrokenRules.None, null, 10), Cancellation));
        Assert.Null(await Quarantine.FindAsync(one.EventId, Cancellation));
        Assert.Equal(0, await Quarantine.CountOpenAsync(Cancellation));
    }

    [Fact]
    public async Task ReadPage_AnyFilter_AnswersWhatANaiveFilterWould()
    {
        var events = await AppendSomeAsync(40);
        var states = await DecideOnSomeAsync(events);

        foreach (var state in new QuarantineState?[] { null, QuarantineState.Open, QuarantineState.Discarded, QuarantineState.Released, QuarantineState.Corrected })
        {
            foreach (var store in new StoreId?[] { null, StoreId.Parse("STORE-000"), StoreId.Parse("STORE-002"), StoreId.Parse("nowhere") })
            {
                foreach (var rule in new[] { BrokenRules.None, BrokenRules.LateEvent, BrokenRules.LineMath })
                {
                    var expected = events
                        .Where(one => (state is null || states[one.EventId] == state) && (store is null || one.Transaction.StoreId == store) && (rule == 0 || (one.BrokenRules & rule) != 0))
                        .Select(one => one.EventId).Reverse().ToArray();
                    var read = await ReadAllAsync(new QuarantineFilter(state, store, rule, null, 7));
                    Assert.Equal(expected, read.Select(one => one.EventId));
                    Assert.All(read, one => Assert.Equal(states[one.EventId], one.State));
                }
            }
        }

        Assert.Equal(states.Values.Count(state => state == QuarantineState.Open), await Quarantine.CountOpenAsync(Cancellation));
    }

    [Fact]
    public async Task ReadPage_Limit_AnswersTheNewestOfThem()
    {
        var events = await AppendSomeAsync(6);

        var page = await Quarantine.ReadPageAsync(new QuarantineFilter(QuarantineState.Open, null, BrokenRules.None, events[5].EventId, 2), Cancellation);

        Assert.Equal([events[4].EventId, events[3].EventId], page.Select(one => one.EventId));
        Assert.Equal(events[4].Body.ToArray(), page[0].Body.ToArray());
        Assert.Equal("tests", page[0].SourceSystem);
    }

    private async Task<BronzeEvent[]> AppendSomeAsync(int count)
    {
        var events = Enumerable.Range(0, count).Select(i => Hold(NewEvent($"STORE-{i % 3:D3}"), rules: Rules[i % Rules.Length])).ToArray();
        _ = await AppendAsync(events);
        return events;
    }

    private async Task<Dictionary<EventId, QuarantineState>> DecideOnSomeAsync(BronzeEvent[] events)
    {
        var states = events.ToDictionary(one => one.EventId, _ => QuarantineState.Open);
        foreach (var (i, one) in events.Index())
        {
            var (store, id, act) = (one.Transaction.StoreId, one.Transaction.TransactionId, new AuditedAct(Noon, "me", null));
            Amendment? amendment = (i % 5) switch
            {
                1 => new DiscardAmendment(store, id, act),
                3 => new ReleaseAmendment(store, id, act, Testing.Transactions.BuiltTransaction.Conform(one), IsReplay: false),
                _ => null,
            };
            if (amendment is null)
                continue;
            Assert.True((await Ledger.AmendAsync(amendment, Cancellation)).IsNew);
            states[one.EventId] = amendment is DiscardAmendment ? QuarantineState.Discarded : QuarantineState.Released;
        }

        return states;
    }

    private async Task<List<QuarantinedEvent>> ReadAllAsync(QuarantineFilter filter)
    {
        var all = new List<QuarantinedEvent>();
        while (true)
        {
            var page = await Quarantine.ReadPageAsync(filter with { Before = all.Count == 0 ? null : all[^1].EventId }, Cancellation);
            Assert.True(page.Count <= filter.Limit);
            all.AddRange(page);
            if (page.Count < filter.Limit)
                return all;
        }
    }
}
