-- Marks where to return to when an event is refused.
savepoint part
