-- Scout's own addition. The stock script has no unique index on grain state, and its insert is guarded by "where not exists":
-- two racing first writes both succeed, and the grain can never be read again. With this index the loser gets 23505.
create unique index ux_orleansstorage
    on orleansstorage (serviceid, graintypestring, grainidn0, grainidn1, coalesce(grainidextensionstring, ''));
