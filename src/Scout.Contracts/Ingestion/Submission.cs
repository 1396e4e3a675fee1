using Scout.Domain.Transactions;

namespace Scout.Contracts.Ingestion;

/// <summary>What one request sends to one store, in the order sent.</summary>
[GenerateSerializer, Immutable, Alias("scout.Submission")]
public sealed class Submission(string sourceSystem, IReadOnlyList<SubmittedTransaction> transactions)
{
    [Id(0)]
    public string SourceSystem { get; } = sourceSystem;

    /// <summary>1 to 1,000 transactions of the store.</summary>
    [Id(1)]
    public IReadOnlyList<SubmittedTransaction> Transactions { get; } = transactions;
}

/// <summary>A transaction that passed the parser, with its bytes.</summary>
/// <remarks>
/// Between silos only the bytes travel, and the other side parses them again: the body is the one wire format that old and new builds
/// share anyway. Within a silo the parsed form is handed over as it is.
/// </remarks>
[GenerateSerializer, Immutable, Alias("scout.SubmittedTransaction")]
public sealed class SubmittedTransaction(ReadOnlyMemory<byte> body, Transaction? transaction)
{
    [NonSerialized]
    private Transaction? _transaction = transaction;

    [Id(0)]
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <exception cref="FormatException">The bytes came from another build, whose parser accepts what this one refuses.</exception>
    public Transaction Transaction => _transaction ??= TransactionParser.Parse(Body.Span).Transaction
        ?? throw new FormatException("A transaction from another silo does not pass this silo's parser.");
}
