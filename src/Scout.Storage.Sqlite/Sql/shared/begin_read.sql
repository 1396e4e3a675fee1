-- Opens a snapshot with the first read that follows.
begin deferred
