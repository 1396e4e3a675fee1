-- A page of one store's bodies in the order of their identity. Those outside of the span come without a body, so that the caller knows how
-- far it has got and no page takes longer than its rows.
-- $1 store_id text, $2 from timestamptz, $3 to timestamptz, $4 after transaction_id text, $5 after revision smallint, $6 rows integer.
-- Index: ux_bronze_events_identity.
select event_id, transaction_id, revision, received_at, source_system, broken_rules,
       case when received_at >= $2 and received_at < $3 then body end
from scout.bronze_events
where store_id = $1 and (transaction_id, revision) > ($4, $5)
order by transaction_id, revision
limit $6
