using System.Reflection;

namespace Scout.Storage.Sqlite;

/// <summary>The embedded statements of <c>Sql/</c>, by name. A test prepares each against a migrated database and fails on one that is not here.</summary>
internal static class SqliteStatements
{
    public static readonly string BeginRead = Load("begin_read");
    public static readonly string BeginWrite = Load("begin_write");
    public static readonly string Commit = Load("commit");
    public static readonly string RollBack = Load("roll_back");
    public static readonly string AddMention = Load("add_mention");
    public static readonly string NameLine = Load("name_line");

    public static readonly string DropAlias = Load("drop_alias");
    public static readonly string FindAlias = Load("find_alias");
    public static readonly string FindProduct = Load("find_product");
    public static readonly string PageProducts = Load("page_products");
    public static readonly string ProductExists = Load("product_exists");
    public static readonly string RaiseCatalogVersion = Load("raise_catalog_version");
    public static readonly string ReadAliases = Load("read_aliases");
    public static readonly string ReadCatalogAliases = Load("read_catalog_aliases");
    public static readonly string ReadCatalogState = Load("read_catalog_state");
    public static readonly string ReadProductAliases = Load("read_product_aliases");
    public static readonly string ReadProducts = Load("read_products");
    public static readonly string SaveAlias = Load("save_alias");
    public static readonly string SaveProduct = Load("save_product");
    public static readonly string TouchProduct = Load("touch_product");
    public static readonly string AcceptLink = Load("accept_link");
    public static readonly string AddRejection = Load("add_rejection");
    public static readonly string AddReview = Load("add_review");
    public static readonly string AddReviewAlias = Load("add_review_alias");
    public static readonly string CountMentions = Load("count_mentions");
    public static readonly string CountReviews = Load("count_reviews");
    public static readonly string DecideMention = Load("decide_mention");
    public static readonly string DropRejection = Load("drop_rejection");
    public static readonly string DropReviewAlias = Load("drop_review_alias");
    public static readonly string FindLink = Load("find_link");
    public static readonly string NoteLinkAct = Load("note_link_act");
    public static readonly string NoteLinking = Load("note_linking");
    public static readonly string PageLinks = Load("page_links");
    public static readonly string PageLinksByLines = Load("page_links_by_lines");
    public static readonly string PlaceLink = Load("place_link");
    public static readonly string ReadLinkBacklog = Load("read_link_backlog");
    public static readonly string ReadOutdatedMentions = Load("read_outdated_mentions");
    public static readonly string ReadPendingMentions = Load("read_pending_mentions");
    public static readonly string ReadRejections = Load("read_rejections");
    public static readonly string SampleLinks = Load("sample_links");
    public static readonly string SumCoverage = Load("sum_coverage");
    public static readonly string SumMention = Load("sum_mention");

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

    public static readonly string AddChainMention = Load("add_chain_mention");
    public static readonly string AddDay = Load("add_day");
    public static readonly string AddGoldStore = Load("add_gold_store");
    public static readonly string AddHour = Load("add_hour");
    public static readonly string AddStoreMention = Load("add_store_mention");
    public static readonly string AdvanceRollup = Load("advance_rollup");
    public static readonly string ClearChainMentions = Load("clear_chain_mentions");
    public static readonly string ClearDays = Load("clear_days");
    public static readonly string ClearHours = Load("clear_hours");
    public static readonly string ClearStoreMentions = Load("clear_store_mentions");
    public static readonly string FindRollupEnd = Load("find_rollup_end");
    public static readonly string RaiseGeneration = Load("raise_generation");
    public static readonly string RankChainBrands = Load("rank_chain_brands");
    public static readonly string RankChainCategories = Load("rank_chain_categories");
    public static readonly string RankChainProducts = Load("rank_chain_products");
    public static readonly string ReadChainPlaces = Load("read_chain_places");
    public static readonly string ReadChainTailLines = Load("read_chain_tail_lines");
    public static readonly string ReadCuts = Load("read_cuts");
    public static readonly string ReadCutsAfter = Load("read_cuts_after");
    public static readonly string ReadEntriesAfter = Load("read_entries_after");
    public static readonly string ReadGoldStores = Load("read_gold_stores");
    public static readonly string ReadHoursOfStores = Load("read_hours_of_stores");
    public static readonly string ReadLinesAfter = Load("read_lines_after");
    public static readonly string ReadMiscut = Load("read_miscut");
    public static readonly string ReadRollup = Load("read_rollup");
    public static readonly string ReadRollups = Load("read_rollups");
    public static readonly string ReadStoreMentions = Load("read_store_mentions");
    public static readonly string ReadStoreDays = Load("read_store_days");
    public static readonly string ReadStoreEntries = Load("read_store_entries");
    public static readonly string ReadStoreHours = Load("read_store_hours");
    public static readonly string ReadStoreLines = Load("read_store_lines");
    public static readonly string ReadStorePlace = Load("read_store_place");
    public static readonly string ReadStoreTailLines = Load("read_store_tail_lines");
    public static readonly string ReadWatermarks = Load("read_watermarks");
    public static readonly string SaveCut = Load("save_cut");
    public static readonly string SumChainMentions = Load("sum_chain_mentions");
    public static readonly string SumChainDays = Load("sum_chain_days");
    public static readonly string SumChainHours = Load("sum_chain_hours");
    public static readonly string SumChainTail = Load("sum_chain_tail");
    public static readonly string SumDaysOfStore = Load("sum_days_of_store");
    public static readonly string SumStoreProducts = Load("sum_store_products");
    public static readonly string SumStoreTail = Load("sum_store_tail");

    public static readonly string PageQuarantine = Load("page_quarantine");
    public static readonly string FindQuarantined = Load("find_quarantined");
    public static readonly string CountQuarantined = Load("count_quarantined");
    public static readonly string PageDeadLetters = Load("page_dead_letters");
    public static readonly string FindDeadLetter = Load("find_dead_letter");
    public static readonly string ResolveDeadLetter = Load("resolve_dead_letter");
    public static readonly string NextQualityVersion = Load("next_quality_version");
    public static readonly string SaveQualityRule = Load("save_quality_rule");
    public static readonly string ReadQualityRules = Load("read_quality_rules");
    public static readonly string NoteAct = Load("note_act");

    public static readonly string SumStoreMinutes = Load("sum_store_minutes");
    public static readonly string ReadRecent = Load("read_recent");
    public static readonly string ReadRecentHeld = Load("read_recent_held");
    public static readonly string PageBronze = Load("page_bronze");
    public static readonly string PageSilver = Load("page_silver");
    public static readonly string PageSilverLines = Load("page_silver_lines");

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
    public static readonly string SaveCheckPosition = Load("save_check_position");
    public static readonly string SaveCheckResult = Load("save_check_result");
    public static readonly string ForgetCheckFailures = Load("forget_check_failures");
    public static readonly string SaveCheckFailure = Load("save_check_failure");

    public static readonly string ReadAlerts = Load("read_alerts");
    public static readonly string FindAlert = Load("find_alert");
    public static readonly string ReadDeliveries = Load("read_deliveries");
    public static readonly string OpenAlert = Load("open_alert");
    public static readonly string NoteAlertSeen = Load("note_alert_seen");
    public static readonly string AcknowledgeAlert = Load("acknowledge_alert");
    public static readonly string ResolveAlert = Load("resolve_alert");
    public static readonly string AddDelivery = Load("add_delivery");
    public static readonly string TakeDeliveries = Load("take_deliveries");
    public static readonly string CompleteDelivery = Load("complete_delivery");
    public static readonly string ReadStandingAlerts = Load("read_standing_alerts");
    public static readonly string ReadSilencedCauses = Load("read_silenced_causes");
    public static readonly string ReadCriticalChecks = Load("read_critical_checks");
    public static readonly string CountLatelyQuarantined = Load("count_lately_quarantined");
    public static readonly string FindNextDelivery = Load("find_next_delivery");
    public static readonly string FindQuietStore = Load("find_quiet_store");
    public static readonly string CountSpan = Load("count_span");

    private static string Load(string name) => EmbeddedSql.Load(Assembly.GetExecutingAssembly(), name);
}
