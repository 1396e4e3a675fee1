-- What is still to be decided by a version of the catalogue. $1 version, $2 products_version bigint. Index: ix_mentions_pending, ix_mentions_version.
select (select count(*) from scout.mentions where state = 'pending'),
       (select count(*) from scout.mentions
        where state in ('review', 'unlinked', 'linked') and coalesce(method in ('exact_id', 'gtin'), false) = false and not manual and catalog_version < $1)
           + (select count(*) from scout.mentions
              where state in ('linked', 'review') and coalesce(method in ('exact_id', 'gtin'), false) = true and not manual and catalog_version < $2),
       (select min(first_seen_at) from scout.mentions where state = 'pending'), (select decided_at from scout.linking_state)
