-- What was found of each check. $1 check names text[], $2 failures, $3 unexplained, $4 dropped bigint[], $5 severities text[].
insert into scout.quality_checks (check_name, failures, unexplained, dropped, severity)
select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[])
on conflict (check_name) do update set
    failures = excluded.failures, unexplained = excluded.unexplained, dropped = excluded.dropped, severity = excluded.severity
