-- Read-only views over all servers of a province, in a database of their own (posko_overview, owner posko), whose tables a
-- desk has made there. As that server's administrator; fill in where the homes are. Run it again after every update of the
-- program that changed tables: a view shows the columns that its tables had.
CREATE EXTENSION IF NOT EXISTS postgres_fdw;
CREATE TEMP TABLE home (name text, host text, port text, database text, password text, ca text);
INSERT INTO home VALUES
    ('home1', 'server1.provinsi.example', '5432', 'posko', 'reader-password', '/etc/posko/ca.pem'),
    ('home2', 'server2.provinsi.example', '5432', 'posko', 'reader-password', '/etc/posko/ca.pem'),
    ('home3', 'server3.provinsi.example', '5432', 'posko', 'reader-password', '/etc/posko/ca.pem');

DO $$
DECLARE
    each record;
    kind record;
    said text;
BEGIN
    FOR each IN SELECT * FROM home LOOP
        EXECUTE format('DROP SERVER IF EXISTS %I CASCADE', each.name);
        EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', each.name);
        EXECUTE format(
            'CREATE SERVER %I FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host %L, port %L, dbname %L, sslmode ''verify-full'', '
            'sslrootcert %L, updatable ''false'', truncatable ''false'', async_capable ''true'', use_remote_estimate ''true'', '
            'fetch_size ''500'')', each.name, each.host, each.port, each.database, each.ca);
        EXECUTE format('CREATE USER MAPPING FOR posko SERVER %I OPTIONS (user ''posko_reader'', password %L)', each.name, each.password);
        EXECUTE format('CREATE USER MAPPING FOR CURRENT_USER SERVER %I OPTIONS (user ''posko_reader'', password %L)', each.name, each.password);
        EXECUTE format('CREATE SCHEMA %I', each.name);
        EXECUTE format('IMPORT FOREIGN SCHEMA posko FROM SERVER %I INTO %I OPTIONS (import_collate ''true'')', each.name, each.name);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO posko', each.name);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO posko', each.name);
    END LOOP;
    FOR kind IN
        SELECT relname, relkind FROM pg_class
        WHERE relnamespace = 'posko'::regnamespace AND relkind IN ('r', 'v') AND relname <> 'alembic_version'
    LOOP
        SELECT string_agg(format('SELECT %s FROM %I.%I',
            (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
             WHERE attrelid = format('%I.%I', (SELECT min(name) FROM home), kind.relname)::regclass AND attnum > 0 AND NOT attisdropped),
            name, kind.relname), ' UNION ALL ' ORDER BY name) INTO said FROM home;
        EXECUTE format('DROP %s posko.%I CASCADE', CASE kind.relkind WHEN 'r' THEN 'TABLE' ELSE 'VIEW' END, kind.relname);
        EXECUTE format('CREATE VIEW posko.%I AS %s', kind.relname, said);
        EXECUTE format('GRANT SELECT ON posko.%I TO posko', kind.relname);
    END LOOP;
END $$;
