using Scout.Domain.Money;

namespace Scout.Cli.Reading;

/// <summary>A transaction as its lines are gathered from the file.</summary>
internal sealed class TransactionDraft(int firstLineNumber, string storeId, string transactionId)
{
    /// <summary>Enough to see what is wrong with a file; a thousand bad lines need not be told one by one.</summary>
    public const int FaultsMax = 100;

    private readonly List<RowFault> _faults = [];

    public int FirstLineNumber { get; } = firstLineNumber;

    public string StoreId { get; } = storeId;

    public string TransactionId { get; } = transactionId;

    public DateTimeOffset OccurredAt { get; set; }

    public bool IsReturn { get; set; }

    public Amount? Total { get; set; }

    public Amount? Net { get; set; }

    /// <summary>In the order of the mapping's texts; null where the first line has none.</summary>
    public string?[] Texts { get; set; } = [];

    /// <summary>Counts every line, also those past the limit that <see cref="Lines"/> does not keep.</summary>
    public int LineCount { get; set; }

    public List<LineDraft> Lines { get; } = [];

    public IReadOnlyList<RowFault> Faults => _faults;

    public void AddFaults(IEnumerable<RowFault> faults) => _faults.AddRange(faults.Take(FaultsMax - _faults.Count));
}

/// <param name="Texts">In the order of the mapping's texts; null where the row has none.</param>
internal sealed record LineDraft(string ProductId, Amount Quantity, Amount UnitPrice, Amount LineAmount, Amount? Discount, string?[] Texts);

/// <param name="Column">The column at fault; null when it is the row as a whole.</param>
internal sealed record RowFault(int LineNumber, string? Column, string Fault)
{
    /// <summary>Such as <c>line 12, Quantity</c>.</summary>
    public string Place => Column is null ? $"line {LineNumber}" : $"line {LineNumber}, {Column}";
}
