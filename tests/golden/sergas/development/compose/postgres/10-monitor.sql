DO $do$ BEGIN EXECUTE format('CREATE ROLE postgres_exporter LOGIN PASSWORD %L', rtrim(pg_read_file('/run/secrets/postgres-exporter-password'), E'\n')); END $do$;

GRANT pg_monitor TO postgres_exporter;

