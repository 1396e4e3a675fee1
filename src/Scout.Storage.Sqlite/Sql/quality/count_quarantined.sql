-- How many events wait for a decision. Index: ix_quarantine_state.
select count(*) from quarantine where state = 'open'
