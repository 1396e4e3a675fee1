using System.Reflection;

namespace Scout.Storage.Sqlite;

/// <summary>The embedded statements of <c>Sql/</c>, by name. A test prepares each against a migrated database and fails on one that is not here.</summary>
internal static class SqliteStatements
{
    public static readonly string BeginRead = Load("begin_read");
    public static readonly string BeginWrite = Load("begin_write");
    public static readonly string Commit = Load("commit");
    public static readonly string RollBack = Load("roll_back");
    public static readonly string CheckWritable = Load("check_writable");

    public static readonly string ReserveEventIds = Load("reserve_event_ids");
    public static readonly string AppendEvent = Load("append_event");
    public static readonly string HoldEvent = Load("hold_event");
    public static readonly string FindStored = Load("find_stored");
    public static readonly string AddPending = Load("add_pending");
    public static readonly string KeepDeadLetter = Load("keep_dead_letter");

    public static readonly string ClaimShard = Load("claim_shard");
    public static readonly string AdvanceShard = Load("advance_shard");
    public static readonly string TakePending = Load("take_pending");
    public static readonly string ReadPending = Load("read_pending");
    public static readonly string ReadBacklog = Load("read_backlog");
    public static readonly string FindLastPromotion = Load("find_last_promotion");
    public static readonly string ReadEvents = Load("read_events");
    public static readonly string AddTransaction = Load("add_transaction");
    public static readonly string AddLineItem = Load("add_line_item");
    public static readonly string SetAside = Load("set_aside");
    public static readonly string OpenSavepoint = Load("open_savepoint");
    public static readonly string ReleaseSavepoint = Load("release_savepoint");
    public static readonly string ReturnToSavepoint = Load("return_to_savepoint");

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
    public static readonly string NoteAct = Load("note_act");

    private static string Load(string name) => EmbeddedSql.Load(Assembly.GetExecutingAssembly(), name);
}
