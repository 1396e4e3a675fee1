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

    public static readonly string RaisePosition = Load("raise_position");
    public static readonly string ReadRevisions = Load("read_revisions");
    public static readonly string FindUnpromotable = Load("find_unpromotable");
    public static readonly string AddRevision = Load("add_revision");
    public static readonly string ReverseTransaction = Load("reverse_transaction");
    public static readonly string ReverseLineItems = Load("reverse_line_items");
    public static readonly string ResolveQuarantined = Load("resolve_quarantined");
    public static readonly string KeepHeld = Load("keep_held");
    public static readonly string ResolveUnpromotable = Load("resolve_unpromotable");

    public static readonly string FindStore = Load("find_store");
    public static readonly string ReadStores = Load("read_stores");
    public static readonly string RegisterStore = Load("register_store");
    public static readonly string SaveStore = Load("save_store");
    public static readonly string SumSpan = Load("sum_span");
    public static readonly string SumMinutes = Load("sum_minutes");
    public static readonly string SumTail = Load("sum_tail");
    public static readonly string ReadGoldPlace = Load("read_gold_place");
    public static readonly string ReadPositions = Load("read_positions");
    public static readonly string FindWatermark = Load("find_watermark");

    public static readonly string FindTransaction = Load("find_transaction");
    public static readonly string ReadLineItems = Load("read_line_items");
    public static readonly string ReadDeadLetters = Load("read_dead_letters");
    public static readonly string ReadHistory = Load("read_history");

    public static readonly string PageQuarantine = Load("page_quarantine");
    public static readonly string FindQuarantined = Load("find_quarantined");
    public static readonly string CountQuarantined = Load("count_quarantined");
    public static readonly string PageDeadLetters = Load("page_dead_letters");
    public static readonly string FindDeadLetter = Load("find_dead_letter");
    public static readonly string ResolveDeadLetter = Load("resolve_dead_letter");
    public static readonly string LockQualityRules = Load("lock_quality_rules");
    public static readonly string NextQualityVersion = Load("next_quality_version");
    public static readonly string SaveQualityRules = Load("save_quality_rules");
    public static readonly string ReadQualityRules = Load("read_quality_rules");
    public static readonly string NoteAct = Load("note_act");

    public static readonly string SumStoreMinutes = Load("sum_store_minutes");
    public static readonly string ReadRecent = Load("read_recent");
    public static readonly string ReadRecentHeld = Load("read_recent_held");
    public static readonly string PageBronze = Load("page_bronze");
    public static readonly string PageSilver = Load("page_silver");
    public static readonly string PageSilverLines = Load("page_silver_lines");

    public static readonly string ReadRollup = Load("read_rollup");
    public static readonly string ReadRollups = Load("read_rollups");
    public static readonly string FindRollupEnd = Load("find_rollup_end");
    public static readonly string ReadCutsAfter = Load("read_cuts_after");
    public static readonly string ReadEntriesAfter = Load("read_entries_after");
    public static readonly string ReadLinesAfter = Load("read_lines_after");
    public static readonly string AdvanceRollup = Load("advance_rollup");
    public static readonly string AddGoldStores = Load("add_gold_stores");
    public static readonly string AddHours = Load("add_hours");
    public static readonly string AddDays = Load("add_days");
    public static readonly string AddStoreMentions = Load("add_store_mentions");
    public static readonly string AddChainMentions = Load("add_chain_mentions");
    public static readonly string LockRollup = Load("lock_rollup");
    public static readonly string ExtendTime = Load("extend_time");
    public static readonly string ReadCuts = Load("read_cuts");
    public static readonly string ReadStoreEntries = Load("read_store_entries");
    public static readonly string ReadStoreLines = Load("read_store_lines");
    public static readonly string ReadStoreHours = Load("read_store_hours");
    public static readonly string ReadStoreDays = Load("read_store_days");
    public static readonly string ReadStoreMentions = Load("read_store_mentions");
    public static readonly string ClearHours = Load("clear_hours");
    public static readonly string ClearDays = Load("clear_days");
    public static readonly string ClearStoreMentions = Load("clear_store_mentions");
    public static readonly string SaveCut = Load("save_cut");
    public static readonly string ClearChainMentions = Load("clear_chain_mentions");
    public static readonly string SumChainMentions = Load("sum_chain_mentions");
    public static readonly string RaiseGeneration = Load("raise_generation");
    public static readonly string ReadMiscut = Load("read_miscut");
    public static readonly string ReadGoldStores = Load("read_gold_stores");

    public static readonly string ReadStorePlace = Load("read_store_place");
    public static readonly string SumStoreTail = Load("sum_store_tail");
    public static readonly string RankStoreProducts = Load("rank_store_products");
    public static readonly string ReadChainPlaces = Load("read_chain_places");
    public static readonly string SumChainTail = Load("sum_chain_tail");
    public static readonly string SumDaysOfStores = Load("sum_days_of_stores");
    public static readonly string SumChainDays = Load("sum_chain_days");
    public static readonly string SumChainHours = Load("sum_chain_hours");
    public static readonly string ReadHoursOfStores = Load("read_hours_of_stores");
    public static readonly string RankChainProducts = Load("rank_chain_products");
    public static readonly string RankChainBrands = Load("rank_chain_brands");
    public static readonly string RankChainCategories = Load("rank_chain_categories");
    public static readonly string ReadWatermarks = Load("read_watermarks");

    public static readonly string CountSilver = Load("count_silver");
    public static readonly string ReadChangedEvents = Load("read_changed_events");
    public static readonly string ReadAllEvents = Load("read_all_events");
    public static readonly string CheckAmounts = Load("check_amounts");
    public static readonly string CheckLines = Load("check_lines");
    public static readonly string CheckOutcomes = Load("check_outcomes");
    public static readonly string CheckReturns = Load("check_returns");
    public static readonly string ReadUnpromotable = Load("read_unpromotable");
    public static readonly string FindLastCheckRun = Load("find_last_check_run");
    public static readonly string ReadCheckRun = Load("read_check_run");
    public static readonly string ReadCheckResults = Load("read_check_results");
    public static readonly string ReadCheckFailures = Load("read_check_failures");
    public static readonly string SaveCheckRun = Load("save_check_run");
    public static readonly string SaveCheckPositions = Load("save_check_positions");
    public static readonly string SaveCheckResults = Load("save_check_results");
    public static readonly string ForgetCheckFailures = Load("forget_check_failures");
    public static readonly string SaveCheckFailures = Load("save_check_failures");

    public static readonly string ReadAlerts = Load("read_alerts");
    public static readonly string FindAlert = Load("find_alert");
    public static readonly string ReadDeliveries = Load("read_deliveries");
    public static readonly string OpenAlert = Load("open_alert");
    public static readonly string NoteAlertsSeen = Load("note_alerts_seen");
    public static readonly string AcknowledgeAlert = Load("acknowledge_alert");
    public static readonly string ResolveAlert = Load("resolve_alert");
    public static readonly string AddDeliveries = Load("add_deliveries");
    public static readonly string TakeDeliveries = Load("take_deliveries");
    public static readonly string CompleteDeliveries = Load("complete_deliveries");
    public static readonly string ReadStandingAlerts = Load("read_standing_alerts");
    public static readonly string ReadSilencedCauses = Load("read_silenced_causes");
    public static readonly string ReadCriticalChecks = Load("read_critical_checks");
    public static readonly string CountLatelyQuarantined = Load("count_lately_quarantined");
    public static readonly string FindNextDelivery = Load("find_next_delivery");
    public static readonly string FindQuietStores = Load("find_quiet_stores");
    public static readonly string CountSpans = Load("count_spans");

    public static readonly string AddMentions = Load("add_mentions");
    public static readonly string NameLines = Load("name_lines");

    public static readonly string LockCatalog = Load("lock_catalog");
    public static readonly string ReadCatalogVersion = Load("read_catalog_version");
    public static readonly string RaiseCatalogVersion = Load("raise_catalog_version");
    public static readonly string SaveProducts = Load("save_products");
    public static readonly string DropAliases = Load("drop_aliases");
    public static readonly string SaveAliases = Load("save_aliases");
    public static readonly string CountKeptAliases = Load("count_kept_aliases");
    public static readonly string TouchProducts = Load("touch_products");
    public static readonly string FindProduct = Load("find_product");
    public static readonly string PageProducts = Load("page_products");
    public static readonly string ReadProducts = Load("read_products");
    public static readonly string ReadAliases = Load("read_aliases");
    public static readonly string ReadDueMentions = Load("read_due_mentions");
    public static readonly string ReadRejections = Load("read_rejections");
    public static readonly string DecideMentions = Load("decide_mentions");
    public static readonly string NoteLinking = Load("note_linking");
    public static readonly string ReadLinkBacklog = Load("read_link_backlog");
    public static readonly string FindLink = Load("find_link");
    public static readonly string LockLink = Load("lock_link");
    public static readonly string PageLinks = Load("page_links");
    public static readonly string PageLinksByLines = Load("page_links_by_lines");
    public static readonly string SampleLinks = Load("sample_links");
    public static readonly string SumMentions = Load("sum_mentions");
    public static readonly string AcceptLink = Load("accept_link");
    public static readonly string AddReviewAlias = Load("add_review_alias");
    public static readonly string DropReviewAlias = Load("drop_review_alias");
    public static readonly string AddRejection = Load("add_rejection");
    public static readonly string DropRejection = Load("drop_rejection");
    public static readonly string PlaceLink = Load("place_link");
    public static readonly string AddReview = Load("add_review");
    public static readonly string NoteLinkAct = Load("note_link_act");
    public static readonly string CountMentions = Load("count_mentions");
    public static readonly string SumCoverage = Load("sum_coverage");
    public static readonly string CountReviews = Load("count_reviews");

    public static readonly string CheckWritable = Load("check_writable");

    private static string Load(string name) => EmbeddedSql.Load(Assembly.GetExecutingAssembly(), name);
}
