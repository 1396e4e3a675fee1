-- Takes the version of the next change of the rules.
update quality_rules_version set last_version = last_version + 1 returning last_version
