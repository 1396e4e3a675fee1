using System.Reflection;

namespace Scout.Storage.Postgres;

/// <summary>The embedded statements of <c>Sql/</c>, by name. A test prepares each against a migrated database and fails on one that is not here.</summary>
internal static class PostgresStatements
{
    public static readonly string ReserveEventIds = Load("reserve_event_ids");
    public static readonly string AppendEvents = Load("append_events");
    public static readonly string FindStored = Load("find_stored");
    public static readonly string KeepDeadLetters = Load("keep_dead_letters");

    public static readonly string ClaimShard = Load("claim_shard");
    public static readonly string AdvanceShard = Load("advance_shard");
    public static readonly string TakePending = Load("take_pending");
    public static readonly string ReadPending = Load("read_pending");
    public static readonly string ReadBacklog = Load("read_backlog");
    public static readonly string FindLastPromotion = Load("find_last_promotion");
    public static readonly string ReadEvents = Load("read_events");
    public static readonly string CopyTransactions = Load("copy_transactions");
    public static readonly string CopyLineItems = Load("copy_line_items");
    public static readonly string SetAside = Load("set_aside");

    public static readonly string FindStore = Load("find_store");
    public static readonly string ReadStores = Load("read_stores");
    public static readonly string RegisterStore = Load("register_store");
    public static readonly string SaveStore = Load("save_store");
    public static readonly string SumSpan = Load("sum_span");
    public static readonly string SumMinutes = Load("sum_minutes");
    public static readonly string SumTail = Load("sum_tail");
    public static readonly string ReadPositions = Load("read_positions");
    public static readonly string FindWatermark = Load("find_watermark");

    public static readonly string FindTransaction = Load("find_transaction");
    public static readonly string ReadLineItems = Load("read_line_items");
    public static readonly string ReadDeadLetters = Load("read_dead_letters");
    public static readonly string ReadHistory = Load("read_history");

    public static readonly string PageDeadLetters = Load("page_dead_letters");
    public static readonly string FindDeadLetter = Load("find_dead_letter");
    public static readonly string ResolveDeadLetter = Load("resolve_dead_letter");

    public static readonly string CheckWritable = Load("check_writable");

    private static string Load(string name) => EmbeddedSql.Load(Assembly.GetExecutingAssembly(), name);
}
