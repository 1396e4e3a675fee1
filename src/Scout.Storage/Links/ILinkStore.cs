using Scout.Storage.Catalog;

namespace Scout.Storage.Links;

/// <summary>Mentions and what was decided about them. Mentions are written by whoever writes lines of silver, see <see cref="Mention"/>.</summary>
/// <exception cref="StorageUnavailableException">Of every act: wholly done or not at all. Safe to repeat.</exception>
public interface ILinkStore
{
    /// <summary>
    /// Reads what is to be decided by a version of the catalogue: the pending ones first, then what an older version decided by names,
    /// then what an id or a GTIN decided before a product changed. What a person decided is not among them.
    /// </summary>
    /// <param name="version">Of the index that is going to decide.</param>
    /// <param name="mentionsMax">At most this many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<DueMention>> ReadDueAsync(CatalogVersion version, int mentionsMax, CancellationToken cancellationToken);

    /// <summary>
    /// Writes decisions of a machine in one statement. One stands only where the mention is pending or was decided with an older version,
    /// no person decided it, and nobody rejected that product meanwhile: two that decide at once leave the newer catalogue's word.
    /// </summary>
    /// <returns>How many were written.</returns>
    ValueTask<int> DecideAsync(IReadOnlyList<LinkDecision> decisions, long version, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>What is still to be decided by a version.</summary>
    ValueTask<LinkBacklog> ReadBacklogAsync(CatalogVersion version, CancellationToken cancellationToken);

    /// <returns>Null when there is no such mention.</returns>
    ValueTask<LinkRecord?> FindAsync(long mentionId, CancellationToken cancellationToken);

    /// <summary>Reads a page in the order of the filter.</summary>
    ValueTask<IReadOnlyList<LinkRecord>> ReadPageAsync(LinkFilter filter, CancellationToken cancellationToken);

    /// <summary>Reads links that a machine made and nobody has reviewed, chosen at random.</summary>
    /// <param name="pivot">Any number: the sample is what follows it in the order of mention ids, which are random by nature, and goes round at the end.</param>
    /// <param name="rowsMax">At most this many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<LinkRecord>> ReadSampleAsync(long pivot, int rowsMax, CancellationToken cancellationToken);

    /// <summary>Links a mention to a product because a person says so, with the review, the alias and the line of the audit log; in one transaction.</summary>
    /// <returns>The mention as it stands now; null when it, or the product, does not exist or the product is not active.</returns>
    ValueTask<LinkAccepted?> AcceptAsync(LinkAcceptance acceptance, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that a mention is not a product, so that no machine ever links the two again, and puts the next decision in its place; with
    /// the review and the line of the audit log, in one transaction. Aliases that a review made of the two are taken back.
    /// </summary>
    /// <returns>The mention as it stands now; null when there is none.</returns>
    ValueTask<LinkRecord?> RejectAsync(LinkRejection rejection, CancellationToken cancellationToken);

    /// <summary>Counts mentions by state and method, and sums their lines over business days <c>[from, to)</c>, whatever the store's zone.</summary>
    ValueTask<IReadOnlyList<CoverageRow>> ReadCoverageAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>Counts what reviews said about links that machines made, by method.</summary>
    ValueTask<IReadOnlyList<ReviewRow>> ReadReviewsAsync(CancellationToken cancellationToken);
}
