using Scout.Cli.Reading;
using Scout.Cli.Sending;
using Scout.Domain.Transactions;

namespace Scout.Cli.Importing;

/// <summary>What an import run counts.</summary>
internal sealed class ImportTally
{
    private readonly int[] _byStatus = new int[Enum.GetValues<EntryStatus>().Length];
    private readonly SortedDictionary<string, StoreTally> _stores = new(StringComparer.Ordinal);

    public int this[EntryStatus status] => _byStatus[(int)status];

    public int Entries { get; private set; }

    public int Refused => this[EntryStatus.Conflict] + this[EntryStatus.Rejected] + this[EntryStatus.NotSent];

    /// <summary>By store id. Holds what is in: accepted, duplicate or quarantined; in a dry run, what would be sent.</summary>
    public IReadOnlyDictionary<string, StoreTally> Stores => _stores;

    public void Add(ImportEntry entry, EntryOutcome outcome)
    {
        Entries++;
        _byStatus[(int)outcome.Status]++;
        if (outcome.IsRefused)
            return;
        _stores.TryGetValue(entry.StoreId!, out var store);
        _stores[entry.StoreId!] = new StoreTally(
            store.Transactions + 1,
            store.Returns + (entry.Type == TransactionType.Return ? 1 : 0),
            store.Lines + entry.LineCount,
            store.Revenue + entry.Revenue,
            store.Quarantined + (outcome.Status == EntryStatus.Quarantined ? 1 : 0));
    }
}

/// <param name="Revenue">The sum of the totals, returns negative.</param>
/// <param name="Quarantined">Those of the transactions that this run saw set aside.</param>
internal readonly record struct StoreTally(int Transactions, int Returns, long Lines, decimal Revenue, int Quarantined);
