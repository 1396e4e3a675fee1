-- Takes back a name that the catalogue gave. ?1 alias text. Index: primary key.
delete from product_aliases where alias = ?1 and source = 'catalog'
