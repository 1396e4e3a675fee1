-- Takes the write lock at once, so that no statement in the middle of the act can find it taken.
begin immediate
