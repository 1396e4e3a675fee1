-- What was found of a check. ?1 check_name text, ?2 failures, ?3 unexplained, ?4 dropped integer, ?5 severity text.
insert into quality_checks (check_name, failures, unexplained, dropped, severity) values (?1, ?2, ?3, ?4, ?5)
on conflict (check_name) do update set
    failures = excluded.failures, unexplained = excluded.unexplained, dropped = excluded.dropped, severity = excluded.severity
