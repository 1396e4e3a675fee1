-- What is still to be decided by a version of the catalogue. ?1 version, ?2 products_version integer. Index: ix_mentions_pending, ix_mentions_version.
select (select count(*) from mentions where state = 'pending'),
       (select count(*) from mentions
        where state in ('review', 'unlinked', 'linked') and coalesce(method in ('exact_id', 'gtin'), 0) = 0 and manual = 0 and catalog_version < ?1)
           + (select count(*) from mentions
              where state in ('linked', 'review') and coalesce(method in ('exact_id', 'gtin'), 0) = 1 and manual = 0 and catalog_version < ?2),
       (select min(first_seen_at) from mentions where state = 'pending'), (select decided_at from linking_state)
