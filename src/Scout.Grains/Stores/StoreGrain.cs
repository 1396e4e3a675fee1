using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Scout.Contracts.Ingestion;
using Scout.Contracts.Stores;
using Scout.Domain;
using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Ingestion;
using Scout.Grains.Placement;
using Scout.Grains.Quality;
using Scout.Grains.Rollups;
using Scout.Storage.Bronze;
using Scout.Storage.Stores;

namespace Scout.Grains.Stores;

/// <summary>The door of one store's transactions, and the keeper of its live figures.</summary>
/// <remarks>
/// Reentrant: a slow commit must hold up neither the next device nor a reader. That is safe because no turn leaves memory half changed
/// across an await, and because everything that must happen once is settled by the journal's unique key.
/// </remarks>
[Reentrant, PlacedWithStore]
internal sealed class StoreGrain(
    IBronzeJournal journal, IStoreRegistry registry, IStoreFiguresReader reader, ShardPositions positions, SilverTails tails, RollupHints rollups, RuleBook book,
    ShardHomes homes, TimeProvider time, IOptions<StoreOptions> options) : Grain, IStoreGrain
{
    private readonly StoreOptions _options = options.Value;
    private readonly Dictionary<TransactionId, Attempt> _inFlight = [];
    private Task _profileTurn = Task.CompletedTask;
    private StoreId _store;
    private int _shard;
    private StoreProfile? _profile;
    private DateTimeOffset? _watermark;
    private bool _watermarkIsKnown;
    private StoreFiguresCache _figures = null!;
    private StoreRules? _rules;
    private IntakeRate _rate = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _store = StoreId.FromStored(this.GetPrimaryKeyString());
        _shard = Sharding.ShardOf(_store);
        _figures = new StoreFiguresCache(_store, reader, positions, tails, time);
        _rate = new IntakeRate(time);
        _ = this.RegisterGrainTimer(DropUnaskedFigures, new GrainTimerCreationOptions(_options.KeepFiguresFor, _options.KeepFiguresFor) { Interleave = true });
        return Task.CompletedTask;
    }

    public async ValueTask<SubmitReply> SubmitAsync(Submission submission)
    {
        // What is under way is finished here; the next call finds the store at its new home.
        homes.MoveHome(this, _shard);
        try
        {
            if (!await OpenDoorAsync())
                return SubmitReply.UnknownStore;
            return await TakeInAsync(submission);
        }
        catch (JournalFullException)
        {
            return SubmitReply.Busy;
        }
        catch (StorageUnavailableException)
        {
            return SubmitReply.Unavailable;
        }
    }

    public ValueTask<StoreProfile?> FindProfileAsync() => _profile is { } known
        ? ValueTask.FromResult<StoreProfile?>(known)
        : ChangeProfileAsync(() => registry.FindAsync(_store, CancellationToken.None));

    public async ValueTask<SavedProfile> SaveProfileAsync(ProfileChange change)
    {
        var created = false;
        var saved = await ChangeProfileAsync(async () =>
        {
            var known = await registry.FindAsync(_store, CancellationToken.None);
            created = known is null;
            return await registry.SaveAsync(Merge(known, change), CancellationToken.None);
        });
        if (!created)
            rollups.Recut(_shard);
        return new SavedProfile(saved!, created);
    }

    /// <summary>Reads or changes the profile, one at a time: calls interleave here, and two that merged into the same profile would lose one.</summary>
    private async ValueTask<StoreProfile?> ChangeProfileAsync(Func<ValueTask<StoreProfile?>> act)
    {
        var (before, done) = (_profileTurn, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _profileTurn = done.Task;
        await before;
        try
        {
            return _profile = await act();
        }
        catch
        {
            // Whether a change was saved is unknown: the next call reads what is true.
            _profile = null;
            throw;
        }
        finally
        {
            done.SetResult();
        }
    }

    private StoreProfile Merge(StoreProfile? known, ProfileChange change)
    {
        var now = time.GetUtcNow();
        var present = known ?? NewProfile(now);
        return present with
        {
            Name = change.Name.Or(present.Name),
            Region = change.Region.Or(present.Region),
            Province = change.Province.Or(present.Province),
            City = change.City.Or(present.City),
            TimeZone = change.TimeZone.Or(present.TimeZone),
            Currency = change.Currency.Or(present.Currency),
            BusinessDayStart = change.BusinessDayStart.Or(present.BusinessDayStart),
            Active = change.Active.Or(present.Active),
            AmountLimit = change.AmountLimitUnits.Given ? ToAmount(change.AmountLimitUnits.Value) : present.AmountLimit,
            UpdatedAt = now,
        };
    }

    public async ValueTask<StoreSummary?> FindSummaryAsync(SummaryWindowKind kind, DateOnly date)
    {
        if (await FindProfileAsync() is not { } profile)
            return null;
        await KnowWatermarkAsync();
        var (sums, from, to, asOf) = await _figures.SumAsync(profile, new SummaryWindow(kind, date));
        return new StoreSummary
        {
            From = from,
            To = to,
            TimeZone = profile.TimeZone,
            Currency = profile.Currency,
            Figures = sums.GetValueOrDefault(profile.Currency),
            OtherCurrencies = [.. sums.Where(sum => sum.Key != profile.Currency).OrderBy(sum => sum.Key, StringComparer.Ordinal).Select(sum => new OtherCurrency(sum.Key, sum.Value))],
            AsOf = asOf,
            Watermark = _watermark,
        };
    }

    public ValueTask<IntakeRateView> ReadIntakeRateAsync() => ValueTask.FromResult(_rate.Read());

    private static Amount? ToAmount(long? units) => units is { } present ? new Amount(present) : null;

    private Task DropUnaskedFigures(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _figures.AskedAt > _options.KeepFiguresFor)
            _figures.Drop();
        return Task.CompletedTask;
    }

    /// <summary>Loads what admission needs, and registers the store on first contact where that is allowed.</summary>
    private async ValueTask<bool> OpenDoorAsync()
    {
        if (_profile is null && await FindProfileAsync() is null)
        {
            if (!_options.AutoRegister)
                return false;
            _ = await ChangeProfileAsync(async () => await registry.RegisterAsync(NewProfile(time.GetUtcNow()), CancellationToken.None));
        }

        if (!_watermarkIsKnown)
            await KnowWatermarkAsync();
        if (book.Current is null)
            _ = await book.GetAsync();
        return true;
    }

    /// <summary>The rules of this store, made anew when the rules or its profile changed. Only behind the open door.</summary>
    private QualityRules CurrentRules()
    {
        // A change of the profile whose outcome is unknown may have cleared it since the door was opened.
        var (set, profile) = (book.Current!, _profile ?? throw new StorageUnavailableException("The store's profile is being read again."));
        if (_rules is not { } known || !ReferenceEquals(known.Set, set) || !ReferenceEquals(known.Profile, profile))
            _rules = known = new StoreRules(set, profile, set.For(profile));
        return known.Rules;
    }

    private StoreProfile NewProfile(DateTimeOffset now) => new()
    {
        StoreId = _store,
        TimeZone = _options.DefaultTimeZone,
        Currency = _options.DefaultCurrency,
        RegisteredAt = now,
        UpdatedAt = now,
    };

    private async ValueTask KnowWatermarkAsync()
    {
        if (_watermarkIsKnown)
            return;
        var stored = await reader.FindWatermarkAsync(_store, CancellationToken.None);
        RaiseWatermark(stored);
        _watermarkIsKnown = true;
    }

    private void RaiseWatermark(DateTimeOffset? reached)
    {
        if (_watermark is null || reached > _watermark)
            _watermark = reached ?? _watermark;
    }

    private async ValueTask<SubmitReply> TakeInAsync(Submission submission)
    {
        var transactions = submission.Transactions;
        var receivedAt = CutToMicrosecond(time.GetUtcNow());
        var rules = CurrentRules();
        var results = new TransactionResult[transactions.Count];
        var events = new List<BronzeEvent>(transactions.Count);
        var places = new int[transactions.Count];
        List<(int Place, Attempt Attempt)>? joined = null;
        for (var place = 0; place < transactions.Count; place++)
        {
            var transaction = transactions[place].Transaction;
            if (_inFlight.TryGetValue(transaction.TransactionId, out var attempt) && attempt.ContentHash == transaction.ContentHash)
            {
                (joined ??= []).Add((place, attempt));
                continue;
            }

            places[events.Count] = place;
            events.Add(Judge(transactions[place], submission.SourceSystem, receivedAt, rules));
        }

        if (events.Count > 0)
        {
            var outcomes = await AppendAsync([.. events]);
            for (var i = 0; i < outcomes.Length; i++)
                results[places[i]] = ToResult(outcomes[i], events[i]);
        }

        foreach (var (place, attempt) in joined ?? [])
        {
            var outcome = (await attempt.Outcomes)[attempt.Place];
            results[place] = outcome.Status is AppendStatus.Accepted or AppendStatus.Quarantined
                ? new TransactionResult(TransactionStatus.Duplicate, outcome.EventId.Value, outcome.ReceivedAt)
                : ToResult(outcome, attempt.Event);
        }

        return new SubmitReply(SubmitStatus.Done, results);
    }

    /// <summary>Judges a transaction by the rules, once for ever: the verdict is stored with it.</summary>
    private BronzeEvent Judge(SubmittedTransaction submitted, string sourceSystem, DateTimeOffset receivedAt, QualityRules rules)
    {
        var transaction = submitted.Transaction;
        var context = new RuleContext(receivedAt, _watermark);
        var broken = QualityEvaluator.FindBroken(transaction, rules, context);
        return new BronzeEvent
        {
            Shard = _shard,
            Transaction = transaction,
            Body = submitted.Body,
            SourceSystem = sourceSystem,
            ReceivedAt = receivedAt,
            BrokenRules = broken,
            Held = broken == BrokenRules.None ? null : Judgement.FindHeld(transaction, rules, context, broken),
        };
    }

    /// <summary>Writes events and lets retries that come meanwhile join the attempt.</summary>
    private async Task<AppendOutcome[]> AppendAsync(BronzeEvent[] events)
    {
        var writing = journal.AppendAsync(events);
        for (var i = 0; i < events.Length; i++)
            _ = _inFlight.TryAdd(events[i].Transaction.TransactionId, new Attempt(events[i], writing, i));
        try
        {
            var outcomes = await writing;
            var (accepted, quarantined) = (0, 0);
            for (var i = 0; i < outcomes.Length; i++)
            {
                if (outcomes[i].Status == AppendStatus.Quarantined)
                    quarantined++;
                if (outcomes[i].Status != AppendStatus.Accepted)
                    continue;
                accepted++;
                RaiseWatermark(Earlier(events[i].Transaction.OccurredAt, events[i].ReceivedAt));
            }

            _rate.Add(accepted + quarantined, quarantined);
            return outcomes;
        }
        finally
        {
            foreach (var item in events)
            {
                // An attempt that found its place taken has nothing to remove.
                if (_inFlight.TryGetValue(item.Transaction.TransactionId, out var attempt) && attempt.Outcomes == writing)
                    _ = _inFlight.Remove(item.Transaction.TransactionId);
            }
        }
    }

    // A till whose clock runs ahead must not drag the watermark into the future.
    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    // Both stores keep microseconds; answering more would make the first answer differ from the duplicate's.
    private static DateTimeOffset CutToMicrosecond(DateTimeOffset instant) => new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    private static TransactionResult ToResult(AppendOutcome outcome, BronzeEvent item)
    {
        var decisive = outcome.Status is AppendStatus.Quarantined or AppendStatus.Rejected ? item.Held!.Decisive : BrokenRules.None;
        var flags = outcome.Status is AppendStatus.Accepted or AppendStatus.Quarantined ? item.BrokenRules & ~decisive : BrokenRules.None;
        return new TransactionResult(
            outcome.Status switch
            {
                AppendStatus.Accepted => TransactionStatus.Accepted,
                AppendStatus.Quarantined => TransactionStatus.Quarantined,
                AppendStatus.Duplicate => TransactionStatus.Duplicate,
                AppendStatus.Conflict => TransactionStatus.Conflict,
                _ => TransactionStatus.Rejected,
            },
            outcome.EventId.Value, outcome.ReceivedAt, decisive, flags);
    }

    private readonly record struct Attempt(BronzeEvent Event, Task<AppendOutcome[]> Outcomes, int Place)
    {
        public ContentHash ContentHash => Event.Transaction.ContentHash;
    }

    private sealed record StoreRules(RuleSet Set, StoreProfile Profile, QualityRules Rules);
}
