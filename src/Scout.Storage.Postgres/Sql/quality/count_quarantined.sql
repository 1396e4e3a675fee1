-- How many events wait for a decision. Index: ix_quarantine_state.
select count(*) from scout.quarantine where state = 'open'
