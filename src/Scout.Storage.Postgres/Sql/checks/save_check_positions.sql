-- How far each shard was looked at. $1 shards smallint[], $2 positions bigint[].
update scout.quality_check_positions as p
set position = given.position
from unnest($1::smallint[], $2::bigint[]) as given (shard, position)
where p.shard = given.shard
