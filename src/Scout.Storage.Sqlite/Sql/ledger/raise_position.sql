-- Counts an amendment. Not fenced by the epoch: an amendment is nobody's promotion, and promoted_at tells when a promoter last did its
-- work. ?1 shard integer.
update promotion_shards set position = position + 1 where shard = ?1 returning position
